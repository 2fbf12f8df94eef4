import type { IStandardsRegistry } from "../../typechain-types/standards/StandardsRegistry.js";
import type { Hex } from "../core/index.js";
import { STANDARD_CATEGORIES } from "../core/standards/standards.generated.js";
import { readAll } from "./contractCalls.js";
import { NO_END, standardsRegistryAt } from "./askStandards.js";
import { ChainError } from "./errors.js";
import type { Node } from "./node.js";
import { wordOrNull } from "./reason.js";

/** What a version of a standard says. */
export interface StandardContent {
  /** SHA-256 of the document that defines it, 32 bytes; null where there is none. */
  contentHash: Hex | null;
  /** The number that it sets, in the unit of its category; null where there is none. */
  value: bigint | null;
  title: string;
  /** The legal or technical source, or the address of the defining document. */
  source: string;
}

/** A version of a standard. Times in Unix seconds. */
export interface StandardVersion extends StandardContent {
  from: number;
  /** From when it is no longer in force; null where no end is set. */
  until: number | null;
}

/** A standard with all its versions, the oldest first. */
export interface Standard {
  /** See `standardId`. */
  id: number;
  /** Slug of a `STANDARD_CATEGORIES` entry: `digest-algorithm`. */
  category: string;
  /** Within the category; of a schema, the record kind times 65,536 plus the version. */
  code: number;
  versions: StandardVersion[];
}

/** `open` can be activated once its delay is over · the others are final. */
export type ProposalStatus = "open" | "activated" | "withdrawn" | "rejected";

export interface StandardProposal {
  /** From 1. */
  id: number;
  standardId: number;
  status: ProposalStatus;
  /** Whether it ends a version instead of adding one. */
  isRetirement: boolean;
  /** Unix seconds from which it can be activated. */
  activatableFrom: number;
  /** Unix seconds of the change asked for. */
  from: number;
  /** Lower case; may not activate it. */
  proposer: Hex;
  /** Null for a retirement. */
  content: StandardContent | null;
}

/** In the order of the contracts' enum, from 1. */
const PROPOSAL_STATUSES = ["open", "activated", "withdrawn", "rejected"] as const;

/** Every standard that was ever activated, in the order of activation, in few round trips. */
export async function listStandards(node: Node, registry: Hex): Promise<Standard[]> {
  const [answer] = await readAll(node, standardsRegistryAt(registry), "standardIds", [[]]);
  const ids = [...(answer?.[0] as Iterable<bigint>)].map(Number);
  const versions = await readAllVersions(node, registry, ids);
  return ids.map((id, i) => ({ id, ...splitStandardId(id), versions: versions[i] ?? [] }));
}

/** Every version of a standard, the oldest first; empty for one that was never activated. */
export async function readStandardVersions(node: Node, registry: Hex, id: number): Promise<StandardVersion[]> {
  const [versions] = await readAllVersions(node, registry, [id]);
  return versions ?? [];
}

/**
 * The version that is in force at a time, past or to come as far as is decided; null where there is none.
 * @param time Unix seconds
 */
export async function readVersionAt(
  node: Node,
  registry: Hex,
  id: number,
  time: number,
): Promise<StandardVersion | null> {
  const versions = await readStandardVersions(node, registry, id);
  return versions.find(({ from, until }) => from <= time && (until === null || time < until)) ?? null;
}

/** Whether a standard was, is or will be in force at a time, as far as is decided. */
export async function isStandardInForce(node: Node, registry: Hex, id: number, time: number): Promise<boolean> {
  const [answer] = await readAll(node, standardsRegistryAt(registry), "isInForce", [[id, time]]);
  return answer?.[0] === true;
}

/** Every proposal, the oldest first, in few round trips. */
export async function listProposals(node: Node, registry: Hex): Promise<StandardProposal[]> {
  const contract = standardsRegistryAt(registry);
  const [count] = await readAll(node, contract, "proposalCount", [[]]);
  const ids = Array.from({ length: Number(count?.[0]) }, (_, i) => i + 1);
  const answers = await readAll(
    node,
    contract,
    "proposal",
    ids.map((id) => [id]),
  );
  return answers.map((answer, i) => {
    return parseProposal(ids[i] as number, answer[0] as IStandardsRegistry.ProposalStructOutput);
  });
}

/** Seconds between a proposal and its earliest activation. */
export async function readActivationDelay(node: Node, registry: Hex): Promise<number> {
  const [answer] = await readAll(node, standardsRegistryAt(registry), "activationDelay", [[]]);
  return Number(answer?.[0]);
}

/**
 * A standard's number taken apart.
 * @throws ChainError `standard-unknown` for a category that only a newer version knows
 */
export function splitStandardId(id: number): { category: string; code: number } {
  const number = Math.floor(id / 2 ** 32);
  const category = STANDARD_CATEGORIES.find((entry) => entry.number === number);
  if (category === undefined) {
    throw new ChainError({ code: "standard-unknown", message: `standard ${id}: category ${number} is not known here` });
  }
  return { category: category.slug, code: id % 2 ** 32 };
}

async function readAllVersions(node: Node, registry: Hex, ids: readonly number[]): Promise<StandardVersion[][]> {
  const contract = standardsRegistryAt(registry);
  const answers = await readAll(
    node,
    contract,
    "versionsOf",
    ids.map((id) => [id]),
  );
  return answers.map((answer) =>
    (answer[0] as IStandardsRegistry.VersionStructOutput[]).map(({ from, until, content }) => ({
      from: Number(from),
      until: until === NO_END ? null : Number(until),
      ...parseContent(content),
    })),
  );
}

function parseContent({ contentHash, value, title, source }: IStandardsRegistry.ContentStructOutput): StandardContent {
  return { contentHash: wordOrNull(contentHash), value: value === 0n ? null : value, title, source };
}

function parseProposal(id: number, proposal: IStandardsRegistry.ProposalStructOutput): StandardProposal {
  const status = PROPOSAL_STATUSES[Number(proposal.status) - 1];
  if (status === undefined) {
    throw new ChainError({
      code: "proposal-status-unknown",
      message: `proposal ${id}: status ${proposal.status} is not known here`,
    });
  }
  return {
    id,
    standardId: Number(proposal.standardId),
    status,
    isRetirement: proposal.isRetirement,
    activatableFrom: Number(proposal.activatableFrom),
    from: Number(proposal.from),
    proposer: proposal.proposer.toLowerCase() as Hex,
    content: proposal.isRetirement ? null : parseContent(proposal.content),
  };
}
