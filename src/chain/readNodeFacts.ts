import type { ChainFacts, Hex, InstitutionStatus, Receipt } from "../core/index.js";
import { anchoredBatches, parseBatch, recordAnchorAt } from "./anchoring.js";
import type { AnchoredBatch } from "./anchoring.js";
import { parseBlock, unusable } from "./blocks.js";
import { CallSheet } from "./callSheet.js";
import { decodeViewCall, viewCall } from "./contractCalls.js";
import { directoryAt } from "./directory.js";
import { NodeUnreachableError } from "./errors.js";
import { decodeInstitution, registryAt } from "./institutions.js";
import type { Institution } from "./institutions.js";
import { institutionKindNumber, institutionStatusByNumber } from "./institutionKinds.js";
import type { CallOutcome, Node } from "./node.js";
import { encodeShortText } from "./shortText.js";
import { parseTransactionReceipt } from "./transactions.js";
import type { TransactionOutcome } from "./transactions.js";

/** What one node says about one receipt, or why it cannot say. */
export type FactsOfNode = ChainFacts | NodeUnreachableError;

type MinedTransaction = Extract<TransactionOutcome, { kind: "mined" }>;

/**
 * Reads from one node all that the receipts need, in two rounds of calls: batches and transactions first, then the
 * institutions behind what was found.
 *
 * @param tag the block to read at: `latest`, or its number
 * @throws NodeUnreachableError where the node can answer for none of them
 */
export async function readNodeFacts(
  node: Node,
  directory: Hex,
  receipts: readonly Receipt[],
  tag: string,
): Promise<FactsOfNode[]> {
  const chainId = await node.chainId();
  const sameChain = receipts.filter((receipt) => receipt.ledger.chainId === chainId);
  const first = await readFirstRound(node, directory, sameChain, tag);
  const second = await readSecondRound(node, first, sameChain, tag);

  const unread: ChainFacts = {
    chainId,
    head: first.head,
    recordAnchorListed: false,
    batch: null,
    transaction: null,
    institution: null,
  };
  return receipts.map((receipt) => {
    if (receipt.ledger.chainId !== chainId || !first.isListed(receipt)) return unread;
    const batch = first.batchOf(receipt);
    const transaction = first.transactionOf(receipt);
    if ((batch === null || transaction === null) && first.head.number < receipt.ledger.blockNumber) {
      const reason = `is behind: its latest block is ${first.head.number}, the receipt's is ${receipt.ledger.blockNumber}`;
      return new NodeUnreachableError({ url: node.url, failure: "behind", reason });
    }
    return {
      ...unread,
      recordAnchorListed: true,
      batch,
      transaction: transaction === null ? null : describeTransaction(receipt, transaction),
      institution: batch === null ? null : second.institutionOf(receipt, batch),
    };
  });
}

interface FirstRound {
  head: { number: number; timestamp: number };
  isListed(receipt: Receipt): boolean;
  batchOf(receipt: Receipt): AnchoredBatch | null;
  transactionOf(receipt: Receipt): MinedTransaction | null;
  /** The registry that this contract asks who may anchor. */
  registryOf(recordAnchor: Hex): Hex;
}

async function readFirstRound(
  node: Node,
  directory: Hex,
  receipts: readonly Receipt[],
  tag: string,
): Promise<FirstRound> {
  const sheet = new CallSheet(node);
  const head = { method: "eth_getBlockByNumber", params: [tag, false] };
  sheet.add(head);
  const listed = (recordAnchor: Hex) =>
    viewCall(directoryAt(directory), "isListed", [encodeShortText("RecordAnchor"), recordAnchor], tag);
  const registry = (recordAnchor: Hex) => viewCall(recordAnchorAt(recordAnchor), "institutions", [], tag);
  const batch = ({ record, batch: { root }, ledger: { recordAnchor } }: Receipt) =>
    viewCall(recordAnchorAt(recordAnchor), "batchOf", [record.institutionId, root], tag);
  const transaction = ({ ledger }: Receipt) => ({
    method: "eth_getTransactionReceipt",
    params: [ledger.transactionHash],
  });
  for (const receipt of receipts) {
    sheet.add(listed(receipt.ledger.recordAnchor));
    sheet.add(registry(receipt.ledger.recordAnchor));
    sheet.add(batch(receipt));
    sheet.add(transaction(receipt));
  }
  await sheet.send();

  const block = parseBlock(node, resultOf(sheet.outcome(head)));
  if (block === null) throw unusable(node, `does not have block ${tag}`);
  return {
    head: { number: block.number, timestamp: block.timestamp },
    isListed: ({ ledger: { recordAnchor } }) =>
      decodeViewCall(node, directoryAt(directory), "isListed", sheet.outcome(listed(recordAnchor)))[0] === true,
    batchOf: (receipt) =>
      parseBatch(
        decodeViewCall(node, recordAnchorAt(receipt.ledger.recordAnchor), "batchOf", sheet.outcome(batch(receipt))),
      ),
    transactionOf: (receipt) => parseTransactionReceipt(node, resultOf(sheet.outcome(transaction(receipt)))),
    registryOf: (recordAnchor) => {
      const outcome = sheet.outcome(registry(recordAnchor));
      return String(decodeViewCall(node, recordAnchorAt(recordAnchor), "institutions", outcome)[0]) as Hex;
    },
  };
}

interface SecondRound {
  institutionOf(receipt: Receipt, batch: AnchoredBatch): ChainFacts["institution"];
}

async function readSecondRound(
  node: Node,
  first: FirstRound,
  receipts: readonly Receipt[],
  tag: string,
): Promise<SecondRound> {
  const sheet = new CallSheet(node);
  const callsFor = ({ record: { institutionId }, ledger: { recordAnchor } }: Receipt, { anchoredAt }: AnchoredBatch) => {
    const contract = registryAt(first.registryOf(recordAnchor));
    return {
      contract,
      institution: viewCall(contract, "institution", [institutionId], tag),
      statusAt: viewCall(contract, "statusAt", [institutionId, anchoredAt], tag),
    };
  };
  for (const receipt of receipts) {
    if (!first.isListed(receipt)) continue;
    const batch = first.batchOf(receipt);
    if (batch === null) continue;
    const { institution, statusAt } = callsFor(receipt, batch);
    sheet.add(institution);
    sheet.add(statusAt);
  }
  await sheet.send();
  return {
    institutionOf: (receipt, batch) => {
      const { contract, institution, statusAt } = callsFor(receipt, batch);
      const found = decodeInstitution(node, contract, receipt.record.institutionId, sheet.outcome(institution));
      if (found === null) return null;
      const [status] = decodeViewCall(node, contract, "statusAt", sheet.outcome(statusAt));
      return describeInstitution(found, institutionStatusByNumber(Number(status)));
    },
  };
}

function describeTransaction(receipt: Receipt, transaction: MinedTransaction): ChainFacts["transaction"] {
  const { record, batch, ledger } = receipt;
  return {
    blockNumber: transaction.blockNumber,
    blockHash: transaction.blockHash,
    succeeded: transaction.succeeded,
    anchorsRoot: anchoredBatches(transaction.logs, ledger.recordAnchor).some(
      (anchored) =>
        anchored.institutionId === record.institutionId &&
        anchored.sequence === batch.sequence &&
        anchored.root === batch.root.toLowerCase(),
    ),
  };
}

function describeInstitution(found: Institution, statusAtAnchoring: InstitutionStatus): ChainFacts["institution"] {
  const { name, kind, status, statusSince } = found;
  return { name, kind: institutionKindNumber(kind), status, statusAtAnchoring, statusSince };
}

function resultOf(outcome: CallOutcome): unknown {
  if ("error" in outcome) throw outcome.error;
  return outcome.result;
}
