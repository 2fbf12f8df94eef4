import { Transaction } from "ethers";
import type { TransactionLike } from "ethers";
import type { Hex } from "../core/index.js";
import { ChainError } from "./errors.js";
import type { Fees } from "./fees.js";
import type { Signer } from "./signers.js";

export interface UnsignedTransaction {
  readonly chainId: number;
  readonly nonce: number;
  /** null: the data creates a contract. */
  readonly to: Hex | null;
  readonly data: Hex;
  readonly gasLimit: bigint;
  readonly fees: Fees;
}

export interface SignedTransaction {
  /** The transaction as it is sent. */
  readonly raw: Hex;
  readonly hash: Hex;
  readonly nonce: number;
  readonly from: Hex;
}

/** Signs; sends nothing. The hash is that of the raw transaction, and is known before it is sent. */
export async function signTransaction(signer: Signer, transaction: UnsignedTransaction): Promise<SignedTransaction> {
  const { chainId, nonce, to, data, gasLimit, fees } = transaction;
  const common = { chainId, nonce, to, data, gasLimit, value: 0n };
  const like: TransactionLike =
    fees.kind === "legacy"
      ? { ...common, type: 0, gasPrice: fees.gasPrice }
      : {
          ...common,
          type: 2,
          maxFeePerGas: fees.maxFeePerGas,
          maxPriorityFeePerGas: fees.maxPriorityFeePerGas,
          accessList: [],
        };
  const raw = await signer.signTransaction(Transaction.from(like));
  return { raw, ...readSignedTransaction(raw) };
}

/** What a stored raw transaction is, without asking a node. */
export function readSignedTransaction(raw: Hex): { hash: Hex; nonce: number; from: Hex; to: Hex | null; data: Hex } {
  const { hash, nonce, from, to, data } = Transaction.from(raw);
  if (hash === null || from === null) {
    throw new ChainError({ code: "transaction-refused", message: "the stored transaction is not signed" });
  }
  return {
    hash: hash as Hex,
    nonce,
    from: from.toLowerCase() as Hex,
    to: to === null ? null : (to.toLowerCase() as Hex),
    data: data as Hex,
  };
}
