import type { ChainFacts, ChainObservation, Hex, Receipt } from "../core/index.js";
import { questionsOf } from "./anchorQuestion.js";
import type { RecordQuestion } from "./anchorQuestion.js";
import { toQuantity } from "./quantities.js";
import { NodeUnreachableError } from "./errors.js";
import type { Node } from "./node.js";
import { readNodeFacts } from "./readNodeFacts.js";
import type { NodeAnswer } from "./readNodeFacts.js";

export interface RecordObservations {
  /** One for each receipt, in their order. */
  observations: ChainObservation[];
  /** HTTP requests sent, to all nodes together. */
  roundTrips: number;
}

/**
 * Asks every node what the chain says about these receipts, and compares their answers.
 *
 * What many receipts share is asked once: of a batch, each record adds one call for its standing. A node that cannot be
 * asked, or does not have the receipt's block yet, is left out while another one answers. Nodes that answer
 * differently are asked again at the highest block that all of them have, since a change of standing takes a moment to
 * reach every node; what then still differs is a disagreement. Never throws for the failure of a node.
 *
 * @param nodes at least one; none makes every observation `unreachable`
 * @param directory address of the platform's Directory
 */
export async function observeRecords(
  nodes: readonly Node[],
  directory: Hex,
  receipts: readonly Receipt[],
): Promise<RecordObservations> {
  const before = countRoundTrips(nodes);
  const { questions, places } = questionsOf(receipts);
  const answers = await askAll(nodes, directory, questions, "latest");
  const observed = questions.map((_, i) => compareAnswers(nodes, answers, i));
  await settleDisagreements(nodes, directory, questions, answers, observed);
  return {
    observations: places.map((place) => observed[place] as ChainObservation),
    roundTrips: countRoundTrips(nodes) - before,
  };
}

/** What each node answered: to every question, or to none. */
type NodeAnswers = readonly (readonly NodeAnswer[] | NodeUnreachableError)[];

function askAll(
  nodes: readonly Node[],
  directory: Hex,
  questions: readonly RecordQuestion[],
  tag: string,
): Promise<NodeAnswers> {
  return Promise.all(
    nodes.map(async (node) => {
      try {
        return await readNodeFacts(node, directory, questions, tag);
      } catch (error) {
        if (error instanceof NodeUnreachableError) return error;
        throw error;
      }
    }),
  );
}

/** Asks again about what nodes answered differently, all at the same block; replaces what is settled by it. */
async function settleDisagreements(
  nodes: readonly Node[],
  directory: Hex,
  questions: readonly RecordQuestion[],
  answers: NodeAnswers,
  observed: ChainObservation[],
): Promise<void> {
  const disputed = questions.map((_, i) => i).filter((i) => observed[i]?.kind === "disagreement");
  if (disputed.length === 0) return;
  const factsOf = (at: number): ChainFacts[] =>
    disputed
      .map((i) => answerOf(answers, at, i))
      .flatMap((answer) => (answer instanceof NodeUnreachableError ? [] : [answer]));
  const asked = nodes.filter((_, at) => factsOf(at).length > 0);
  const lowest = Math.min(...nodes.flatMap((_, at) => factsOf(at).map(({ head }) => head.number)));
  const subset = disputed.map((i) => questions[i] as RecordQuestion);
  const again = await askAll(asked, directory, subset, toQuantity(lowest));
  for (const [at, i] of disputed.entries()) {
    // A node that fails now would leave the others to decide without it: the disagreement stands.
    if (asked.some((_, j) => answerOf(again, j, at) instanceof NodeUnreachableError)) continue;
    observed[i] = compareAnswers(asked, again, at);
  }
}

function compareAnswers(nodes: readonly Node[], answers: NodeAnswers, question: number): ChainObservation {
  const given: { url: string; facts: ChainFacts }[] = [];
  const missing: { url: string; reason: string }[] = [];
  for (const [at, { url }] of nodes.entries()) {
    const answer = answerOf(answers, at, question);
    if (answer instanceof NodeUnreachableError) missing.push({ url, reason: answer.reason });
    else given.push({ url, facts: answer });
  }
  const [first] = given;
  if (first === undefined) return { kind: "unreachable", nodes: missing };
  for (const field of COMPARED_FIELDS) {
    const values = given.map(({ url, facts }) => ({ url, value: read(facts, field) }));
    if (values.some(({ value }) => value !== values[0]?.value)) return { kind: "disagreement", field, answers: values };
  }
  const head = given.map(({ facts }) => facts.head).reduce((low, next) => (next.number < low.number ? next : low));
  return { kind: "observed", facts: { ...first.facts, head }, nodes: given.map(({ url }) => url) };
}

function answerOf(answers: NodeAnswers, node: number, question: number): NodeAnswer {
  const answer = answers[node] as readonly NodeAnswer[] | NodeUnreachableError;
  return answer instanceof NodeUnreachableError ? answer : (answer[question] as NodeAnswer);
}

/** All of `ChainFacts` but the head, in the order in which a difference is reported. */
export const COMPARED_FIELDS = [
  "chainId",
  "recordAnchorListed",
  "batch.sequence",
  "batch.count",
  "batch.anchoredAt",
  "batch.account",
  "batch.disownedSince",
  "transaction.blockNumber",
  "transaction.blockHash",
  "transaction.anchorsRoot",
  "transaction.succeeded",
  "institution.name",
  "institution.kind",
  "institution.status",
  "institution.statusAtAnchoring",
  "institution.statusSince",
  "standing.status",
  "standing.since",
  "standing.reasonCode",
  "standing.document",
  "standing.successor",
  "standing.account",
  "standing.accountDisownedSince",
  "standards.kind.accepted",
  "standards.kind.acceptedUntil",
  "standards.schema.accepted",
  "standards.schema.acceptedUntil",
  "standards.digestAlgorithm.accepted",
  "standards.digestAlgorithm.acceptedUntil",
] as const;

/** `none` where the node has nothing of the kind. */
function read(facts: ChainFacts, path: (typeof COMPARED_FIELDS)[number]): string {
  let at: unknown = facts;
  for (const key of path.split(".")) {
    if (typeof at !== "object" || at === null) return "none";
    at = (at as Readonly<Record<string, unknown>>)[key];
  }
  return String(at);
}

function countRoundTrips(nodes: readonly Node[]): number {
  return nodes.reduce((sum, node) => sum + node.roundTrips, 0);
}
