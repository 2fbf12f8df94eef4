import type { ChainTransaction, Hex } from "../core/index.js";
import type { AnchorQuestion } from "./anchorQuestion.js";
import { parseBatch, recordAnchorAt } from "./anchoring.js";
import type { AnchoredBatch } from "./anchoring.js";
import { resultOf } from "./callSheet.js";
import type { CallSheet } from "./callSheet.js";
import { decodeViewCall, viewCall } from "./contractCalls.js";
import { RECORD_ANCHOR } from "./contractInterfaces.js";
import { directoryAt, parseEntries } from "./directory.js";
import type { DirectoryEntry } from "./directory.js";
import { NodeUnreachableError } from "./errors.js";
import type { Node } from "./node.js";
import { encodeShortText } from "./shortText.js";
import { parseTransactionReceipt } from "./transactionOutcome.js";
import type { TransactionLog } from "./transactionOutcome.js";

/** What a node says about a batch, and where to ask on. */
export interface AnchorFacts {
  readonly recordAnchorListed: boolean;
  readonly batch: AnchoredBatch | null;
  readonly transaction: ChainTransaction | null;
  /** The registry that the anchoring contract asks who may anchor. */
  readonly institutionRegistry: Hex | null;
  /** Every registry of standards that the directory has named, the oldest first. */
  readonly standardsRegistries: readonly DirectoryEntry[];
}

const NOTHING: AnchorFacts = {
  recordAnchorListed: false,
  batch: null,
  transaction: null,
  institutionRegistry: null,
  standardsRegistries: [],
};
const RECORD_ANCHOR_NAME = encodeShortText("RecordAnchor");
const STANDARDS_REGISTRY_NAME = encodeShortText("StandardsRegistry");

/**
 * Asks for a batch and its transaction.
 * @returns reads the answers, once the sheet was sent; `headNumber` is the node's latest block
 */
export function askAnchor(
  node: Node,
  sheet: CallSheet,
  { directory, tag }: { directory: Hex; tag: string },
  question: AnchorQuestion,
): (headNumber: number) => AnchorFacts {
  const listing = directoryAt(directory);
  const contract = recordAnchorAt(question.recordAnchor);
  const listed = sheet.add(viewCall(listing, "isListed", [RECORD_ANCHOR_NAME, question.recordAnchor], tag));
  const standards = sheet.add(viewCall(listing, "entriesOf", [STANDARDS_REGISTRY_NAME], tag));
  const registry = sheet.add(viewCall(contract, "institutions", [], tag));
  const batchCall = sheet.add(viewCall(contract, "batchOf", [question.institutionId, question.root], tag));
  const receipt = sheet.add({ method: "eth_getTransactionReceipt", params: [question.transactionHash] });
  return (headNumber) => {
    // What an unlisted contract answers is of no interest: it may say anything.
    if (decodeViewCall(node, listing, "isListed", listed())[0] !== true) return NOTHING;
    const batch = parseBatch(decodeViewCall(node, contract, "batchOf", batchCall()));
    const transaction = parseTransactionReceipt(node, resultOf(receipt()));
    if ((batch === null || transaction === null) && headNumber < question.blockNumber) {
      const reason = `is behind: its latest block is ${headNumber}, the receipt's is ${question.blockNumber}`;
      throw new NodeUnreachableError({ url: node.url, failure: "behind", reason });
    }
    return {
      recordAnchorListed: true,
      batch,
      transaction: transaction && {
        blockNumber: transaction.blockNumber,
        blockHash: transaction.blockHash,
        succeeded: transaction.succeeded,
        anchorsRoot: anchorsRoot(question, transaction.logs),
      },
      institutionRegistry: String(decodeViewCall(node, contract, "institutions", registry())[0]) as Hex,
      standardsRegistries: parseEntries(decodeViewCall(node, listing, "entriesOf", standards())),
    };
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
