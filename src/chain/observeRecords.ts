import type { ChainFacts, ChainObservation, Hex, Receipt } from "../core/index.js";
import { toQuantity } from "./blocks.js";
import { NodeUnreachableError } from "./errors.js";
import type { Node } from "./node.js";
import { readNodeFacts } from "./readNodeFacts.js";
import type { FactsOfNode } from "./readNodeFacts.js";

export interface RecordObservations {
  /** One for each receipt, in their order. */
  observations: ChainObservation[];
  /** HTTP requests sent, to all nodes together. */
  roundTrips: number;
}

/**
 * Asks every node what the chain says about these receipts, and compares their answers.
 *
 * What many receipts share is asked once: receipts of one batch cost no more than one of them. A node that cannot be
 * asked, or does not have the receipt's block yet, is left out while another one answers. Nodes that answer
 * differently are asked again at the highest block that all of them have, since a change of standing takes a moment to
 * reach every node; what then still differs is a disagreement. Never throws for the failure of a node.
 *
 * @param nodes at least one
 * @param directory address of the platform's Directory
 */
export async function observeRecords(
  nodes: readonly Node[],
  directory: Hex,
  receipts: readonly Receipt[],
): Promise<RecordObservations> {
  const before = countRoundTrips(nodes);
  const answers = await Promise.all(nodes.map((node) => askNode(node, directory, receipts, "latest")));
  const observations = receipts.map((_, i) => compareAnswers(nodes, answers, i));

  const disputed = receipts.map((_, i) => i).filter((i) => observations[i]?.kind === "disagreement");
  if (disputed.length > 0) {
    const again = await askAgain(nodes, directory, receipts, answers, disputed);
    for (const [at, i] of disputed.entries()) {
      const observation = again[at];
      // Where the common block cannot be read any more, the disagreement stands.
      if (observation?.kind === "observed") observations[i] = observation;
    }
  }
  return { observations, roundTrips: countRoundTrips(nodes) - before };
}

type NodeAnswer = FactsOfNode[] | NodeUnreachableError;

async function askNode(
  node: Node,
  directory: Hex,
  receipts: readonly Receipt[],
  tag: string,
): Promise<NodeAnswer> {
  try {
    return await readNodeFacts(node, directory, receipts, tag);
  } catch (error) {
    if (error instanceof NodeUnreachableError) return error;
    throw error;
  }
}

async function askAgain(
  nodes: readonly Node[],
  directory: Hex,
  receipts: readonly Receipt[],
  answers: readonly NodeAnswer[],
  disputed: readonly number[],
): Promise<ChainObservation[]> {
  const asked = nodes.filter((_, at) =>
    disputed.some((i) => {
      const answer = answers[at];
      return Array.isArray(answer) && !(answer[i] instanceof NodeUnreachableError);
    }),
  );
  const heads = answers.flatMap((answer) => (Array.isArray(answer) ? answer : [])).flatMap(headOf);
  const tag = toQuantity(Math.min(...heads));
  const subset = disputed.map((i) => receipts[i] as Receipt);
  const second = await Promise.all(asked.map((node) => askNode(node, directory, subset, tag)));
  // A node that fails now would leave the other one to decide alone.
  if (second.some((answer) => !Array.isArray(answer) || answer.some((facts) => facts instanceof NodeUnreachableError))) {
    return [];
  }
  return subset.map((_, i) => compareAnswers(asked, second, i));
}

function headOf(facts: FactsOfNode): number[] {
  return facts instanceof NodeUnreachableError ? [] : [facts.head.number];
}

function compareAnswers(nodes: readonly Node[], answers: readonly NodeAnswer[], receipt: number): ChainObservation {
  const given: { url: string; facts: ChainFacts }[] = [];
  const missing: { url: string; reason: string }[] = [];
  for (const [at, node] of nodes.entries()) {
    const answer = answers[at];
    const facts = Array.isArray(answer) ? answer[receipt] : answer;
    if (facts === undefined) missing.push({ url: node.url, reason: "was not asked" });
    else if (facts instanceof NodeUnreachableError) missing.push({ url: node.url, reason: facts.reason });
    else given.push({ url: node.url, facts });
  }
  const [first] = given;
  if (first === undefined) return { kind: "unreachable", nodes: missing };
  for (const field of COMPARED_FIELDS) {
    const values = given.map(({ url, facts }) => ({ url, value: read(facts, field) }));
    if (values.some(({ value }) => value !== values[0]?.value)) {
      return { kind: "disagreement", field, answers: values };
    }
  }
  const head = given.map(({ facts }) => facts.head).reduce((low, next) => (next.number < low.number ? next : low));
  return { kind: "observed", facts: { ...first.facts, head }, nodes: given.map(({ url }) => url) };
}

/** All of `ChainFacts` but the head, in the order in which a difference is reported. */
const COMPARED_FIELDS = [
  "chainId",
  "recordAnchorListed",
  "batch.sequence",
  "batch.count",
  "batch.anchoredAt",
  "batch.account",
  "transaction.blockNumber",
  "transaction.blockHash",
  "transaction.anchorsRoot",
  "transaction.succeeded",
  "institution.name",
  "institution.kind",
  "institution.status",
  "institution.statusAtAnchoring",
  "institution.statusSince",
] as const;

function read(facts: ChainFacts, path: (typeof COMPARED_FIELDS)[number]): string | number | boolean | null {
  let at: unknown = facts;
  for (const key of path.split(".")) {
    if (typeof at !== "object" || at === null) return null;
    at = (at as Readonly<Record<string, unknown>>)[key];
  }
  return at as string | number | boolean | null;
}

function countRoundTrips(nodes: readonly Node[]): number {
  return nodes.reduce((sum, node) => sum + node.roundTrips, 0);
}
