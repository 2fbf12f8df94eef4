import { keccak256, toUtf8Bytes } from "ethers";
import type { IStandardsRegistry } from "../../../typechain-types/standards/StandardsRegistry.js";

/** Numbers of `StandardCategory`. */
export const CATEGORY = {
  None: 0n,
  RecordKind: 1n,
  Schema: 2n,
  DigestAlgorithm: 3n,
  StatutoryLimit: 4n,
  Window: 5n,
  Calendar: 6n,
} as const;

/** Numbers of `ProposalStatus`. */
export const PROPOSAL = { None: 0n, Open: 1n, Activated: 2n, Withdrawn: 3n, Rejected: 4n } as const;

/** What a version without an end has as its end. */
export const NO_END = 2n ** 48n - 1n;
/** 2106-02-07 06:28:15 UTC. */
export const LAST_DATE = 2n ** 32n - 1n;

export const standardId = (category: bigint, code: bigint): bigint => (category << 32n) | code;
export const schemaId = (kind: bigint, version: bigint): bigint => standardId(CATEGORY.Schema, (kind << 16n) | version);

/** What a standard says: a document and a value, though few have both. */
export function contentOf(title: string, other: Partial<IStandardsRegistry.ContentStruct> = {}) {
  return { contentHash: keccak256(toUtf8Bytes(title)), value: 1n, title, source: `Source of ${title}`, ...other };
}
