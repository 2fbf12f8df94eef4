import { MAX_UINT32 } from "../limits.js";
import { MAX_PROOF_LENGTH } from "../merkle/proofLengths.js";
import type { Hex } from "../hex.js";
import { refuseAs } from "../parse/fieldRefusal.js";
import { readJson } from "../parse/readJson.js";
import { readFields, readFormat, readHex, readInteger, readList } from "../parse/readFields.js";
import { readRecord } from "../record/judicialRecord.js";
import { RECEIPT_TYPE, RECEIPT_VERSION, type Receipt, type ReceiptBatch, type ReceiptLedger } from "./receipt.js";
import { toReceiptError } from "./receiptError.js";
import { readUtcSeconds } from "./receiptTime.js";

/**
 * Checks the form of a receipt from outside: exactly the fields of the format, each of its type, length and range. Asks
 * nothing of the chain and computes no hash.
 *
 * @returns the receipt, with all hexadecimal in lower case
 * @throws ReceiptError naming the field and what is wrong with it
 */
export function parseReceipt(value: unknown): Receipt {
  return refuseAs("receipt", toReceiptError, () => readReceipt(value));
}

/**
 * @param text a receipt file; a name that occurs twice in one object is refused
 * @throws ReceiptError as `parseReceipt`; `receipt-not-json` where the text is no JSON
 */
export function parseReceiptJson(text: string): Receipt {
  return refuseAs("receipt", toReceiptError, () => readReceipt(readJson(text, "receipt")));
}

function readReceipt(value: unknown): Receipt {
  const format = { type: RECEIPT_TYPE, version: RECEIPT_VERSION };
  const fields = readFormat(value, "receipt", format, ["record", "leaf", "proof", "batch", "ledger"]);
  return {
    type: RECEIPT_TYPE,
    version: RECEIPT_VERSION,
    record: readRecord(fields.record, "receipt.record"),
    leaf: readHex(fields.leaf, "receipt.leaf", 32),
    proof: readProof(fields.proof, "receipt.proof"),
    batch: readBatch(fields.batch, "receipt.batch"),
    ledger: readLedger(fields.ledger, "receipt.ledger"),
  };
}

/** Reads sibling hashes of 32 bytes. */
export function readProof(value: unknown, field: string): Hex[] {
  return readList(value, field, 0, MAX_PROOF_LENGTH).map((sibling, i) => readHex(sibling, `${field}[${i}]`, 32));
}

function readBatch(value: unknown, field: string): ReceiptBatch {
  const fields = readFields(value, field, ["sequence", "root", "count"]);
  return {
    sequence: readInteger(fields.sequence, `${field}.sequence`, 1, Number.MAX_SAFE_INTEGER),
    root: readHex(fields.root, `${field}.root`, 32),
    count: readInteger(fields.count, `${field}.count`, 1, MAX_UINT32),
  };
}

function readLedger(value: unknown, field: string): ReceiptLedger {
  const names = ["chainId", "recordAnchor", "transactionHash", "blockNumber", "blockHash", "anchoredAt"] as const;
  const fields = readFields(value, field, names);
  return {
    chainId: readInteger(fields.chainId, `${field}.chainId`, 1, Number.MAX_SAFE_INTEGER),
    recordAnchor: readHex(fields.recordAnchor, `${field}.recordAnchor`, 20),
    transactionHash: readHex(fields.transactionHash, `${field}.transactionHash`, 32),
    blockNumber: readInteger(fields.blockNumber, `${field}.blockNumber`, 0, Number.MAX_SAFE_INTEGER),
    blockHash: readHex(fields.blockHash, `${field}.blockHash`, 32),
    anchoredAt: readUtcSeconds(fields.anchoredAt, `${field}.anchoredAt`),
  };
}
