import type { ChainFacts, Hex } from "../core/index.js";
import type { AnchorQuestion } from "./anchorQuestion.js";
import { parseBatch, recordAnchorAt } from "./anchoring.js";
import { parseBlock, unusable } from "./blocks.js";
import { CallSheet } from "./callSheet.js";
import type { PendingOutcome } from "./callSheet.js";
import { decodeViewCall, viewCall } from "./contractCalls.js";
import type { ContractAt } from "./contractCalls.js";
import { RECORD_ANCHOR } from "./contractInterfaces.js";
import { directoryAt } from "./directory.js";
import { ChainError, NodeUnreachableError } from "./errors.js";
import { decodeEntry, registryAt } from "./institutions.js";
import { institutionStatusByNumber } from "./institutionKinds.js";
import type { CallOutcome, Node } from "./node.js";
import { encodeShortText } from "./shortText.js";
import { parseTransactionReceipt } from "./transactionOutcome.js";
import type { TransactionLog } from "./transactionOutcome.js";

/** What one node says to one question, or why it cannot say. */
export type NodeAnswer = ChainFacts | NodeUnreachableError;

/**
 * Reads from one node all that the questions need, in two rounds of calls: batches and transactions first, then the
 * institutions behind what was found.
 *
 * @param tag the block to read at: `latest`, or its number
 * @returns one answer a question, in their order
 * @throws NodeUnreachableError where the node can answer none of them
 */
export async function readNodeFacts(
  node: Node,
  directory: Hex,
  questions: readonly AnchorQuestion[],
  tag: string,
): Promise<NodeAnswer[]> {
  const chainId = await node.chainId();
  const first = new CallSheet(node);
  const headCall = first.add({ method: "eth_getBlockByNumber", params: [tag, false] });
  const asked = questions.map((question) =>
    question.chainId === chainId ? askFirst(first, directory, question, tag) : null,
  );
  await first.send();
  const block = parseBlock(node, resultOf(headCall()));
  if (block === null) throw unusable(node, `does not have block ${tag}`);
  const head = { number: block.number, timestamp: block.timestamp };
  const found = questions.map((question, i) =>
    answering(node, () => readFirst(node, question, asked[i] ?? null, { chainId, head })),
  );

  const second = new CallSheet(node);
  const institutions = found.map((facts, i) =>
    facts instanceof NodeUnreachableError || facts.batch === null
      ? null
      : askSecond(second, questions[i] as AnchorQuestion, facts, tag),
  );
  await second.send();
  return found.map((facts, i) =>
    answering(node, () => {
      const pending = institutions[i];
      if (facts instanceof NodeUnreachableError) return facts;
      const { registry: _, ...rest } = facts;
      if (pending === null || pending === undefined) return rest;
      return { ...rest, institution: readInstitutionFacts(node, pending) };
    }),
  );
}

interface FirstCalls {
  listing: ContractAt;
  contract: ContractAt;
  listed: PendingOutcome;
  registry: PendingOutcome;
  batch: PendingOutcome;
  transaction: PendingOutcome;
}

/** The facts of the first round, and the registry that the anchoring contract asks who may anchor. */
type FirstFacts = ChainFacts & { registry: Hex | null };

function askFirst(sheet: CallSheet, directory: Hex, question: AnchorQuestion, tag: string): FirstCalls {
  const listing = directoryAt(directory);
  const contract = recordAnchorAt(question.recordAnchor);
  return {
    listing,
    contract,
    listed: sheet.add(viewCall(listing, "isListed", [RECORD_ANCHOR_NAME, question.recordAnchor], tag)),
    registry: sheet.add(viewCall(contract, "institutions", [], tag)),
    batch: sheet.add(viewCall(contract, "batchOf", [question.institutionId, question.root], tag)),
    transaction: sheet.add({ method: "eth_getTransactionReceipt", params: [question.transactionHash] }),
  };
}

const RECORD_ANCHOR_NAME = encodeShortText("RecordAnchor");

function readFirst(
  node: Node,
  question: AnchorQuestion,
  calls: FirstCalls | null,
  { chainId, head }: Pick<ChainFacts, "chainId" | "head">,
): FirstFacts {
  const nothing = { chainId, head, recordAnchorListed: false, batch: null, transaction: null, institution: null };
  if (calls === null) return { ...nothing, registry: null };
  const { listing, contract } = calls;
  // What an unlisted contract answers is of no interest: it may say anything.
  if (decodeViewCall(node, listing, "isListed", calls.listed())[0] !== true) return { ...nothing, registry: null };
  const batch = parseBatch(decodeViewCall(node, contract, "batchOf", calls.batch()));
  const transaction = parseTransactionReceipt(node, resultOf(calls.transaction()));
  if ((batch === null || transaction === null) && head.number < question.blockNumber) {
    const reason = `is behind: its latest block is ${head.number}, the receipt's is ${question.blockNumber}`;
    throw new NodeUnreachableError({ url: node.url, failure: "behind", reason });
  }
  return {
    ...nothing,
    recordAnchorListed: true,
    batch,
    registry: String(decodeViewCall(node, contract, "institutions", calls.registry())[0]) as Hex,
    transaction:
      transaction === null
        ? null
        : {
            blockNumber: transaction.blockNumber,
            blockHash: transaction.blockHash,
            succeeded: transaction.succeeded,
            anchorsRoot: anchorsRoot(question, transaction.logs),
          },
  };
}

/** Compared by topics, without decoding: one transaction may hold the logs of fifty batches. */
function anchorsRoot(question: AnchorQuestion, logs: readonly TransactionLog[]): boolean {
  const { recordAnchor, institutionId, sequence, root } = question;
  const wanted = RECORD_ANCHOR.encodeFilterTopics("BatchAnchored", [institutionId, sequence, root]);
  return logs.some(
    ({ address, topics }) =>
      address.toLowerCase() === recordAnchor &&
      topics.length === wanted.length &&
      topics.every((topic, i) => topic.toLowerCase() === wanted[i]),
  );
}

interface SecondCalls {
  contract: ContractAt;
  institution: PendingOutcome;
  statusAt: PendingOutcome;
  statusBefore: PendingOutcome;
}

function askSecond(sheet: CallSheet, question: AnchorQuestion, facts: FirstFacts, tag: string): SecondCalls | null {
  if (facts.registry === null || facts.batch === null) return null;
  const contract = registryAt(facts.registry);
  const { institutionId } = question;
  return {
    contract,
    institution: sheet.add(viewCall(contract, "institution", [institutionId], tag)),
    statusAt: sheet.add(viewCall(contract, "statusAt", [institutionId, facts.batch.anchoredAt], tag)),
    statusBefore: sheet.add(viewCall(contract, "statusAt", [institutionId, facts.batch.anchoredAt - 1], tag)),
  };
}

function readInstitutionFacts(node: Node, calls: SecondCalls): ChainFacts["institution"] {
  const entry = decodeEntry(node, calls.contract, calls.institution());
  if (entry === null) return null;
  const readStatus = (outcome: CallOutcome) =>
    institutionStatusByNumber(Number(decodeViewCall(node, calls.contract, "statusAt", outcome)[0]));
  const [statusAt, statusBefore] = [readStatus(calls.statusAt()), readStatus(calls.statusBefore())];
  return {
    name: entry.name,
    // A kind that only a newer registry knows is no reason not to check a record.
    kind: Number(entry.kind),
    status: institutionStatusByNumber(Number(entry.status)),
    // In the block in which the standing ends, `statusAt` gives the end; the contract, which anchors for active
    // institutions only, shows that the batch came before it.
    statusAtAnchoring: statusBefore === "active" ? "active" : statusAt,
    statusSince: Number(entry.statusSince),
  };
}

function resultOf(outcome: CallOutcome): unknown {
  if ("error" in outcome) throw outcome.error;
  return outcome.result;
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
