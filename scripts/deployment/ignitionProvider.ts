import type { EIP1193Provider } from "@nomicfoundation/ignition-core";
import {
  ChainError,
  broadcast,
  readSignedTransaction,
  signTransaction,
  transactionOutcome,
} from "../../src/chain/index.js";
import type { Fees, Node, Signer } from "../../src/chain/index.js";
import type { Hex } from "../../src/core/index.js";
import type { SentTransactions } from "./sentTransactions.js";

/** A transaction as Ignition asks for it. */
interface TransactionRequest {
  to?: Hex;
  data?: Hex;
  nonce: Hex;
  gas: Hex;
  gasPrice?: Hex;
  maxFeePerGas?: Hex;
  maxPriorityFeePerGas?: Hex;
}

/**
 * What Ignition talks to: a node, and the deployer's key, which stays here. Each transaction is written down before it
 * is sent.
 */
export function makeIgnitionProvider(
  node: Node,
  signer: Signer,
  sent: SentTransactions,
  log: (line: string) => void,
): EIP1193Provider {
  const send = async (request: TransactionRequest): Promise<Hex> => {
    const { raw, hash } = (await findSent(sent, request)) ?? (await signAndKeep(request));
    log(`transaction ${hash}`);
    const outcome = await broadcast(node, raw);
    if (outcome.kind === "accepted" || outcome.kind === "already-known") return hash;
    if (outcome.kind === "nonce-used" && (await transactionOutcome(node, hash)).kind === "mined") return hash;
    throw new ChainError({
      code: "transaction-refused",
      message: `the node refused a transaction: ${outcome.message}`,
    });
  };
  const signAndKeep = async (request: TransactionRequest): Promise<{ raw: Hex; hash: Hex }> => {
    const signed = await signTransaction(signer, {
      chainId: await node.chainId(),
      nonce: Number(request.nonce),
      to: request.to ?? null,
      data: request.data ?? "0x",
      gasLimit: BigInt(request.gas),
      fees: readRequestedFees(request),
    });
    await sent.add(signed.raw);
    return signed;
  };
  // One after the other, in the order of their nonces: killed in between, none was sent whose predecessor was not.
  let previous: Promise<unknown> = Promise.resolve();
  const sendInOrder = (request: TransactionRequest): Promise<Hex> => {
    const sending = previous.then(
      () => send(request),
      () => send(request),
    );
    previous = sending;
    return sending;
  };
  return {
    request: async ({ method, params = [] }) => {
      if (method === "eth_accounts") return [signer.address];
      if (method === "eth_sendTransaction") return sendInOrder((params as [TransactionRequest])[0]);
      try {
        return await node.request(method, params as unknown[]);
      } catch (error) {
        throw asRpcError(error);
      }
    },
  };
}

/** What a node has dropped is sent again as it was: another hash would be another transaction to Ignition. */
async function findSent(
  sent: SentTransactions,
  request: TransactionRequest,
): Promise<{ raw: Hex; hash: Hex } | undefined> {
  const same = (await sent.withNonce(Number(request.nonce))).map((raw) => ({ raw, ...readSignedTransaction(raw) }));
  return same.findLast(({ to, data }) => data === (request.data ?? "0x") && to === (request.to?.toLowerCase() ?? null));
}

/** Ignition reads a revert from the `data` of the error that a node gave. */
function asRpcError(error: unknown): unknown {
  if (!(error instanceof ChainError) || typeof error.cause !== "object" || error.cause === null) return error;
  const { message, data } = error.cause as { message?: unknown; data?: unknown };
  return Object.assign(
    new Error(typeof message === "string" ? message : error.message, { cause: error }),
    data === undefined ? {} : { data },
  );
}

function readRequestedFees(request: TransactionRequest): Fees {
  const { gasPrice, maxFeePerGas, maxPriorityFeePerGas } = request;
  if (maxFeePerGas === undefined || maxPriorityFeePerGas === undefined) {
    return { kind: "legacy", gasPrice: BigInt(gasPrice ?? 0) };
  }
  // Ignition asks for this where the base fee is zero.
  if (BigInt(maxFeePerGas) === 0n) return { kind: "legacy", gasPrice: 0n };
  return { kind: "eip-1559", maxFeePerGas: BigInt(maxFeePerGas), maxPriorityFeePerGas: BigInt(maxPriorityFeePerGas) };
}
