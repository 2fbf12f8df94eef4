import { deployTestPlatform } from "../../../support/deployTestPlatform.js";
import type { TestPlatform } from "../../../support/deployTestPlatform.js";
import { startAnvil } from "../../../support/startAnvil.js";
import type { TestAnvil } from "../../../support/startAnvil.js";
import type { Hex } from "../../../../src/core/index.js";

/** A call of a contract, by any account: the chain takes it without a signature. */
export interface UnsignedCall {
  readonly from: Hex;
  readonly to: Hex;
  readonly data: string;
}

/** A chain with the platform that mines when it is told to, and takes calls of any account. */
export interface RegistryChain {
  readonly anvil: TestAnvil;
  readonly platform: TestPlatform;
  /** Sends the calls, mines them in one block, and says which succeeded. */
  mineCalls(calls: readonly UnsignedCall[], secondsLater?: number): Promise<boolean[]>;
  close(): Promise<void>;
}

const CALL_GAS = "0x16e360";
/** So that a block takes as many calls as a test has. */
const BLOCK_GAS = "0x174876e800";

export async function startRegistryChain(options: { listed?: boolean } = {}): Promise<RegistryChain> {
  const anvil = await startAnvil({ blockTimeSeconds: 0 });
  const platform = await deployTestPlatform(anvil.url, options);
  await anvil.rpc("anvil_autoImpersonateAccount", [true]);
  await anvil.rpc("evm_setBlockGasLimit", [BLOCK_GAS]);
  return {
    anvil,
    platform,
    async mineCalls(calls, secondsLater = 1) {
      const hashes: unknown[] = [];
      for (const call of calls) {
        hashes.push(await anvil.rpc("eth_sendTransaction", [{ ...call, gas: CALL_GAS, gasPrice: "0x0" }]));
      }
      await anvil.rpc("evm_increaseTime", [secondsLater]);
      await anvil.mine();
      const receipts = await platform.node.requestAll(
        hashes.map((hash) => ({ method: "eth_getTransactionReceipt", params: [hash] })),
      );
      return receipts.map((outcome) => "result" in outcome && (outcome.result as { status?: string }).status === "0x1");
    },
    async close() {
      platform.node.close();
      await anvil.stop();
    },
  };
}
