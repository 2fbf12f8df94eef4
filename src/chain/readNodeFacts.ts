import type { ChainFacts, ChainStanding, ChainStandards, Hex } from "../core/index.js";
import type { AnchorQuestion, RecordQuestion } from "./anchorQuestion.js";
import { askAnchor } from "./askAnchor.js";
import type { AnchorFacts } from "./askAnchor.js";
import { askDisowned, askIssuer } from "./askIssuer.js";
import type { IssuerFacts } from "./askIssuer.js";
import { askStanding } from "./askStanding.js";
import type { StandingAnswer } from "./askStanding.js";
import { askStandards } from "./askStandards.js";
import { parseBlock, unusable } from "./blocks.js";
import { CallSheet, resultOf } from "./callSheet.js";
import { ChainError, NodeUnreachableError } from "./errors.js";
import type { Node } from "./node.js";

/** What one node says to one question, or why it cannot say. */
export type NodeAnswer = ChainFacts | NodeUnreachableError;

/**
 * Reads from one node all that the questions need, in two rounds of calls: batches and transactions first, then the
 * institutions and standards behind them and the standing of each record. A third round asks who changed a standing,
 * where one was changed.
 *
 * @param tag the block to read at: `latest`, or its number
 * @returns one answer a question, in their order
 * @throws NodeUnreachableError where the node can answer none of them
 */
export async function readNodeFacts(
  node: Node,
  directory: Hex,
  questions: readonly RecordQuestion[],
  tag: string,
): Promise<NodeAnswer[]> {
  const chainId = await node.chainId();
  const anchors = [...new Set(questions.map(({ anchor }) => anchor))];
  const first = new CallSheet(node);
  const headCall = first.add({ method: "eth_getBlockByNumber", params: [tag, false] });
  const asked = anchors.map((anchor) =>
    anchor.chainId === chainId ? askAnchor(node, first, { directory, tag }, anchor) : null,
  );
  await first.send();
  const block = parseBlock(node, resultOf(headCall()));
  if (block === null) throw unusable(node, `does not have block ${tag}`);
  const head = { number: block.number, timestamp: block.timestamp };
  const found = new Map(anchors.map((anchor, i) => [anchor, answering(node, () => asked[i]?.(head.number) ?? null)]));

  const second = new CallSheet(node);
  const issuers = new Map(
    anchors.map((anchor) => [anchor, askIssuerOf(node, second, anchor, found.get(anchor) ?? null, tag)]),
  );
  const records = askRecords(node, second, questions, found, tag);
  await second.send();
  const issuerFacts = new Map(
    anchors.map((anchor) => [anchor, answering(node, () => issuers.get(anchor)?.() ?? null)] as const),
  );
  const standings = records.map(({ standing }) => answering(node, () => standing?.() ?? null));

  const third = new CallSheet(node);
  const disowned = questions.map(({ anchor }, i) => {
    const standing = standings[i];
    if (standing instanceof NodeUnreachableError || !standing?.account) return null;
    return askDisowned(node, third, { ...anchor, account: standing.account }, tag);
  });
  await third.send();

  return questions.map(({ anchor }, i) =>
    answering(node, () => {
      const facts = usable(found.get(anchor));
      const issuer = usable(issuerFacts.get(anchor));
      const standing = usable(standings[i]) ?? null;
      return {
        chainId,
        head,
        recordAnchorListed: facts?.recordAnchorListed ?? false,
        batch: facts?.batch ? { ...facts.batch, disownedSince: issuer?.disownedSince ?? null } : null,
        transaction: facts?.transaction ?? null,
        institution: issuer?.institution ?? null,
        standing: standing && withDisowning(standing, disowned[i]),
        standards: records[i]?.standards?.() ?? null,
      };
    }),
  );
}

type FoundAnchors = ReadonlyMap<AnchorQuestion, AnchorFacts | NodeUnreachableError | null>;

function askIssuerOf(
  node: Node,
  sheet: CallSheet,
  { institutionId, recordAnchor }: AnchorQuestion,
  facts: AnchorFacts | NodeUnreachableError | null,
  tag: string,
): (() => IssuerFacts) | null {
  if (facts === null || facts instanceof NodeUnreachableError) return null;
  const { batch, institutionRegistry: registry } = facts;
  if (batch === null || registry === null) return null;
  return askIssuer(node, sheet, { ...batch, institutionId, recordAnchor, registry }, tag);
}

interface RecordCalls {
  standing: (() => StandingAnswer) | null;
  standards: (() => ChainStandards) | null;
}

function askRecords(
  node: Node,
  sheet: CallSheet,
  questions: readonly RecordQuestion[],
  found: FoundAnchors,
  tag: string,
): RecordCalls[] {
  // Records of a batch mostly name the same standards: asked, and read, once.
  const known = new Map<string, RecordCalls["standards"]>();
  return questions.map((question) => {
    const { anchor, leaf, kind, schema, digestAlgorithm } = question;
    const facts = found.get(anchor) ?? null;
    if (facts === null || facts instanceof NodeUnreachableError || facts.batch === null) {
      return { standing: null, standards: null };
    }
    const { anchoredAt } = facts.batch;
    const key = [kind, schema, digestAlgorithm, anchoredAt].join(" ");
    let standards = known.get(key);
    if (standards === undefined) {
      const ask = askStandards(node, sheet, facts.standardsRegistries, question, { anchoredAt, tag });
      standards = ask && once(ask);
      known.set(key, standards);
    }
    return { standing: askStanding(node, sheet, { ...anchor, leaf }, tag), standards };
  });
}

function once<T>(read: () => T): () => T {
  let kept: { value: T } | null = null;
  return () => (kept ??= { value: read() }).value;
}

function withDisowning(standing: StandingAnswer, disowned: (() => number | null) | null | undefined): ChainStanding {
  return { ...standing, accountDisownedSince: disowned?.() ?? null };
}

function usable<T>(answer: T | NodeUnreachableError): T {
  if (answer instanceof NodeUnreachableError) throw answer;
  return answer;
}

/** One question that the node cannot answer takes no other along. */
function answering<T>(node: Node, read: () => T): T | NodeUnreachableError {
  try {
    return read();
  } catch (error) {
    if (error instanceof NodeUnreachableError) return error;
    // None of these calls reverts on the platform's contracts in any state: something is wrong with the node.
    if (!(error instanceof ChainError)) throw error;
    return new NodeUnreachableError({ url: node.url, failure: "node-error", reason: error.message, cause: error });
  }
}
