import { sameHex } from "../hex.js";
import type { Receipt } from "../receipt/receipt.js";
import { describeUtcSeconds, parseUtcSeconds } from "../receipt/receiptTime.js";
import type { ChainBatch, ChainFacts, ChainTransaction } from "./chainObservation.js";
import { finding } from "./finding.js";
import type { Finding } from "./verdict.js";

/** Whether the chain has the batch, and has it as the receipt states. */
export function checkAnchoring(receipt: Receipt, facts: ChainFacts): Finding {
  const { record, batch, ledger } = receipt;
  if (facts.chainId !== ledger.chainId) {
    return finding("anchoring-other-chain", { receipt: ledger.chainId, chain: facts.chainId });
  }
  if (!facts.recordAnchorListed) {
    return finding("anchoring-contract-not-listed", { recordAnchor: ledger.recordAnchor, chainId: facts.chainId });
  }
  if (facts.batch === null) {
    return finding("anchoring-not-anchored", {
      institutionId: record.institutionId,
      root: batch.root,
      recordAnchor: ledger.recordAnchor,
    });
  }
  return compareBatch(receipt, facts.batch) ?? compareTransaction(receipt, facts.batch, facts.transaction);
}

function compareBatch({ batch, ledger }: Receipt, chain: ChainBatch): Finding | null {
  if (batch.sequence !== chain.sequence) return differs("batch.sequence", batch.sequence, chain.sequence);
  if (batch.count !== chain.count) return differs("batch.count", batch.count, chain.count);
  if (parseUtcSeconds(ledger.anchoredAt) !== chain.anchoredAt) {
    return differs("ledger.anchoredAt", ledger.anchoredAt, describeUtcSeconds(chain.anchoredAt));
  }
  return null;
}

function compareTransaction(
  { record, batch, ledger }: Receipt,
  chainBatch: ChainBatch,
  transaction: ChainTransaction | null,
): Finding {
  const { transactionHash } = ledger;
  if (transaction === null) return finding("anchoring-transaction-not-found", { transactionHash });
  const { succeeded, anchorsRoot } = transaction;
  if (!succeeded || !anchorsRoot) {
    return finding("anchoring-transaction-differs", { transactionHash, succeeded, anchorsRoot });
  }
  if (ledger.blockNumber !== transaction.blockNumber) {
    return differs("ledger.blockNumber", ledger.blockNumber, transaction.blockNumber);
  }
  if (!sameHex(ledger.blockHash, transaction.blockHash)) {
    return differs("ledger.blockHash", ledger.blockHash, transaction.blockHash);
  }
  return finding("anchoring-anchored", {
    chainId: ledger.chainId,
    recordAnchor: ledger.recordAnchor,
    institutionId: record.institutionId,
    sequence: batch.sequence,
    root: batch.root,
    count: batch.count,
    anchoredAt: ledger.anchoredAt,
    blockNumber: ledger.blockNumber,
    transactionHash,
    account: chainBatch.account,
  });
}

function differs(field: string, receipt: string | number, chain: string | number): Finding {
  return finding("anchoring-receipt-differs", { field, receipt, chain });
}
