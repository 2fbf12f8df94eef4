import { type ChainFacts, type Receipt, parseUtcSeconds } from "../../../src/core/index.js";

/** What the chain says where everything in a receipt is true, three blocks later. */
export function faithfulFacts(receipt: Receipt): ChainFacts {
  const { batch, ledger } = receipt;
  const anchoredAt = parseUtcSeconds(ledger.anchoredAt)!;
  return {
    chainId: ledger.chainId,
    head: { number: ledger.blockNumber + 3, timestamp: anchoredAt + 3 },
    recordAnchorListed: true,
    batch: {
      sequence: batch.sequence,
      count: batch.count,
      anchoredAt,
      account: "0x00000000000000000000000000000000000000aa",
      disownedSince: null,
    },
    transaction: {
      blockNumber: ledger.blockNumber,
      blockHash: ledger.blockHash,
      anchorsRoot: true,
      succeeded: true,
    },
    institution: {
      name: "Beijing Internet Court",
      kind: 1,
      status: "active",
      statusAtAnchoring: "active",
      statusSince: anchoredAt - 86_400,
    },
    standing: {
      status: "standing",
      since: null,
      reasonCode: null,
      document: null,
      successor: null,
      account: null,
      accountDisownedSince: null,
    },
    standards: { kind: accepted, schema: accepted, digestAlgorithm: accepted },
  };
}

const accepted = { accepted: true, acceptedUntil: null };

/** How deep the vectors want a block to be. */
export const VECTOR_FINALITY_BLOCKS = 3;
