import type { Hex } from "../core/index.js";
import { readAll } from "./contractCalls.js";
import { lawyerRegistryAt } from "./lawyers.js";
import type { Node } from "./node.js";
import type { TypedDataSigner } from "./signers.js";

/** What a holder signs with their own account. */
export interface HolderStatement {
  /** The holder's licence, see `hashLicence`. */
  readonly licence: Hex;
  /** A word that their wallet shows: `appearance`, `challenge`. */
  readonly purpose: string;
  /** What it refers to, 32 bytes: the hash of a case, or the challenge's random number. */
  readonly subject: Hex;
  /** Unix seconds after which it no longer counts. */
  readonly deadline: number;
}

const TYPES = {
  HolderStatement: [
    { name: "licence", type: "bytes32" },
    { name: "purpose", type: "string" },
    { name: "subject", type: "bytes32" },
    { name: "deadline", type: "uint48" },
  ],
};

/**
 * Signs a statement for a registry: by a holder, for an appearance or a challenge. Sends nothing.
 *
 * @param signer holds the holder's own key
 * @custom:source EIP-712; the domain is that of `LawyerRegistry.eip712Domain`
 */
export function signHolderStatement(
  signer: TypedDataSigner,
  { chainId, registry }: { chainId: number; registry: Hex },
  statement: HolderStatement,
): Promise<Hex> {
  const domain = { name: "Lexanchor LawyerRegistry", version: "1", chainId, verifyingContract: registry };
  return signer.signTypedData(domain, TYPES, { ...statement });
}

/**
 * Whether the account that was the holder's at the time has signed the statement, and the deadline had not passed.
 * Says nothing about whether the holder was entitled then: see `verifyLawyer`.
 *
 * @param time Unix seconds, not after the latest block: now for a challenge, the time at which it was recorded for an
 * appearance
 */
export async function isSignedByHolder(
  node: Node,
  registry: Hex,
  statement: HolderStatement,
  signature: Hex,
  time: number,
): Promise<boolean> {
  const values = [[statement, time, signature]];
  const [answer] = await readAll(node, lawyerRegistryAt(registry), "isSignedByHolder", values);
  return answer?.[0] === true;
}
