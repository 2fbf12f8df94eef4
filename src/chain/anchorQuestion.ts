import { digestAlgorithmNumber, hashLeaf, toHex } from "../core/index.js";
import type { Hex, Receipt } from "../core/index.js";

/** What a receipt says about its batch, as far as the chain can answer: the same for all receipts of one batch. */
export interface AnchorQuestion {
  readonly chainId: number;
  readonly recordAnchor: Hex;
  readonly institutionId: number;
  readonly root: Hex;
  readonly sequence: number;
  readonly transactionHash: Hex;
  readonly blockNumber: number;
}

/** What is to be asked about one record: its batch, whether it stands, whether what it names was accepted. */
export interface RecordQuestion {
  /** The same object for all records of one batch. */
  readonly anchor: AnchorQuestion;
  /** Of the record itself: what the receipt states as its leaf proves nothing. */
  readonly leaf: Hex;
  readonly kind: number;
  readonly schema: number;
  readonly digestAlgorithm: number;
}

/** The distinct questions behind receipts, and which of them each receipt asks. */
export function questionsOf(receipts: readonly Receipt[]): { questions: RecordQuestion[]; places: number[] } {
  const questions: RecordQuestion[] = [];
  const anchors = new Map<string, { anchor: AnchorQuestion; places: Map<Hex, number> }>();
  const places = receipts.map((receipt) => {
    const { kind, schema, digestAlgorithm } = receipt.record;
    const asked = anchorQuestionOf(receipt);
    const key = Object.values(asked).join(" ");
    const known = anchors.get(key) ?? { anchor: asked, places: new Map<Hex, number>() };
    anchors.set(key, known);
    const leaf = toHex(hashLeaf(receipt.record));
    const { anchor } = known;
    const place =
      known.places.get(leaf) ??
      questions.push({ anchor, leaf, kind, schema, digestAlgorithm: digestAlgorithmNumber(digestAlgorithm) }) - 1;
    known.places.set(leaf, place);
    return place;
  });
  return { questions, places };
}

function anchorQuestionOf({ record, batch, ledger }: Receipt): AnchorQuestion {
  return {
    chainId: ledger.chainId,
    recordAnchor: ledger.recordAnchor,
    institutionId: record.institutionId,
    root: batch.root,
    sequence: batch.sequence,
    transactionHash: ledger.transactionHash,
    blockNumber: ledger.blockNumber,
  };
}
