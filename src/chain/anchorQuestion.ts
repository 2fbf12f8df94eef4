import type { Hex, Receipt } from "../core/index.js";

/** What a receipt says about the chain, as far as the chain can answer: the same for all receipts of one batch. */
export interface AnchorQuestion {
  readonly chainId: number;
  readonly recordAnchor: Hex;
  readonly institutionId: number;
  readonly root: Hex;
  readonly sequence: number;
  readonly transactionHash: Hex;
  readonly blockNumber: number;
}

/** The distinct questions behind receipts, and which of them each receipt asks. */
export function questionsOf(receipts: readonly Receipt[]): { questions: AnchorQuestion[]; places: number[] } {
  const questions: AnchorQuestion[] = [];
  const known = new Map<string, number>();
  const places = receipts.map(({ record, batch, ledger }) => {
    const question = {
      chainId: ledger.chainId,
      recordAnchor: ledger.recordAnchor,
      institutionId: record.institutionId,
      root: batch.root,
      sequence: batch.sequence,
      transactionHash: ledger.transactionHash,
      blockNumber: ledger.blockNumber,
    };
    const key = Object.values(question).join(" ");
    const place = known.get(key) ?? questions.push(question) - 1;
    known.set(key, place);
    return place;
  });
  return { questions, places };
}
