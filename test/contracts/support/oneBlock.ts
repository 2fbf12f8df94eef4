import type { ContractTransactionResponse, TransactionReceipt } from "ethers";
import type { Chain } from "./platform.js";

type Send = (overrides: { gasLimit: bigint }) => Promise<ContractTransactionResponse>;

/** Sends the transactions in this order into one block of this time, and answers their receipts; any may fail. */
export async function inOneBlock(
  chain: Chain,
  timestamp: number,
  sends: readonly Send[],
): Promise<(TransactionReceipt | null)[]> {
  const { clock, ethers, networkHelpers, provider } = chain;
  await provider.request({ method: "evm_setAutomine", params: [false] });
  try {
    const hashes: string[] = [];
    // Without an estimate, which would run against the block before.
    for (const send of sends) hashes.push((await send({ gasLimit: 1_000_000n })).hash);
    await clock.setNextBlockTimestamp(timestamp);
    await networkHelpers.mine();
    return await Promise.all(hashes.map((hash) => ethers.provider.getTransactionReceipt(hash)));
  } finally {
    await provider.request({ method: "evm_setAutomine", params: [true] });
  }
}
