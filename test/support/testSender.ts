import { Transaction } from "ethers";
import type { TransactionLike } from "ethers";
import { readFees } from "../../src/chain/index.js";
import type { Fees, Node, Signer } from "../../src/chain/index.js";
import type { Hex } from "../../src/core/index.js";

export interface TestCall {
  /** null creates a contract. */
  to: Hex | null;
  data: Hex;
  gasLimit?: bigint;
}

/** More than a contract of the platform needs, or a call of one. */
const CREATION_GAS_LIMIT = 6_000_000n;
const CALL_GAS_LIMIT = 1_500_000n;
/** What fits into a block: anvil leaves out what does not, and does not take it up again. */
const BLOCK_GAS_LIMIT = 30_000_000n;
const MINED_WITHIN_MS = 20_000;

/** Sends transactions of one test account, without asking first what they need. */
export class TestSender {
  readonly #node: Node;
  readonly #from: { address: Hex; signer: Signer };
  #fees: Fees | null = null;

  constructor(node: Node, from: { address: Hex; signer: Signer }) {
    this.#node = node;
    this.#from = from;
  }

  /** Sends them in order and waits until they are mined, as many at once as fit into a block. */
  async sendAll(calls: readonly TestCall[]): Promise<Hex[]> {
    const hashes: Hex[] = [];
    let waiting: Hex[] = [];
    let gas = 0n;
    let nonce = Number(await this.#node.request("eth_getTransactionCount", [this.#from.address, "latest"]));
    for (const { to, data, gasLimit = to === null ? CREATION_GAS_LIMIT : CALL_GAS_LIMIT } of calls) {
      if (gas + gasLimit > BLOCK_GAS_LIMIT) {
        await this.#waitForAll(waiting);
        waiting = [];
        gas = 0n;
      }
      gas += gasLimit;
      const hash = await this.#send({ to, data, gasLimit, nonce: nonce++ });
      waiting.push(hash);
      hashes.push(hash);
    }
    await this.#waitForAll(waiting);
    return hashes;
  }

  async #send(call: { to: Hex | null; data: Hex; gasLimit: bigint; nonce: number }): Promise<Hex> {
    this.#fees ??= await readFees(this.#node);
    const { kind, ...fees } = this.#fees;
    const like: TransactionLike = { ...call, chainId: await this.#node.chainId(), ...fees };
    const raw = await this.#from.signer.signTransaction(Transaction.from({ ...like, type: kind === "legacy" ? 0 : 2 }));
    return (await this.#node.request("eth_sendRawTransaction", [raw])) as Hex;
  }

  async #waitForAll(hashes: readonly Hex[]): Promise<void> {
    const deadline = Date.now() + MINED_WITHIN_MS;
    for (const hash of hashes) {
      for (;;) {
        const receipt = await this.#node.request("eth_getTransactionReceipt", [hash]);
        if (receipt !== null) {
          if ((receipt as { status: Hex }).status !== "0x1") throw new Error(`transaction ${hash} failed`);
          break;
        }
        if (Date.now() > deadline) throw new Error(`transaction ${hash} was not mined`);
        await this.#node.request("anvil_mine", ["0x1"]);
      }
    }
  }
}
