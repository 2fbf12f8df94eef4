import type { ChainFacts } from "./chainObservation.js";
import { finding } from "./finding.js";
import type { Finding } from "./verdict.js";

/**
 * Whether enough blocks followed the one that holds the transaction.
 *
 * @param finalityBlocks how many have to follow; 0 where a block is final at once
 */
export function checkFinality(facts: ChainFacts, finalityBlocks: number): Finding {
  if (facts.transaction === null) return finding("finality-not-checked", {});
  const { blockNumber } = facts.transaction;
  const headNumber = facts.head.number;
  const depth = headNumber - blockNumber;
  const code = depth >= finalityBlocks ? "finality-final" : "finality-not-yet";
  return finding(code, { blockNumber, headNumber, depth, finalityBlocks });
}
