import { classifyRpcFailure } from "./classifyRpcFailure.js";
import { NodeUnreachableError } from "./errors.js";
import type { ChainError } from "./errors.js";
import { parseEndpoint } from "./endpoint.js";
import type { RpcEndpoint } from "./endpoint.js";
import { excerpt } from "./excerpt.js";
import { postCalls } from "./jsonRpc.js";
import type { RpcAnswer, RpcCall } from "./jsonRpc.js";
import { readQuantity } from "./quantities.js";

/** How long one HTTP request to a node may take. */
export const DEFAULT_NODE_TIMEOUT_MS = 10_000;
/** Calls in one HTTP request: what the common nodes accept by default (Besu 1024, geth 1000, hosted ones 100). */
export const DEFAULT_BATCH_MAX_CALLS = 100;
/** HTTP requests at a time, where calls need more than one. */
const MAX_PARALLEL_REQUESTS = 4;

export interface NodeOptions {
  /** Milliseconds that one HTTP request may take. */
  timeoutMs?: number;
  /** The chain that the node must serve; asked once, before the first other call. Not given: any. */
  chainId?: number;
  /** Ends every request, now and later. */
  signal?: AbortSignal;
  /** Calls in one HTTP request. */
  batchMaxCalls?: number;
}

/** The answer to one call: what the node said, or why it refused. A revert is a `ChainError` with `revert`. */
export type CallOutcome = { result: unknown } | { error: ChainError | NodeUnreachableError };

/**
 * One node of the chain. Failures are exact: a node that cannot be asked, or gives no usable answer, is a
 * `NodeUnreachableError`; what a contract refuses is a `ChainError` with the decoded revert. Nothing is retried and
 * nothing runs in the background.
 */
export interface Node {
  /** The node's address, without credentials. */
  readonly url: string;
  /** HTTP requests sent so far. */
  readonly roundTrips: number;
  /** The id of the chain that the node serves; asked once. */
  chainId(): Promise<number>;
  /** Makes one call; throws where it fails. */
  request(method: string, params: readonly unknown[]): Promise<unknown>;
  /** Makes many calls in as few HTTP requests as possible; throws only where the node cannot be asked. */
  requestAll(calls: readonly RpcCall[]): Promise<CallOutcome[]>;
  /** Ends what is under way; later calls fail. */
  close(): void;
}

/**
 * Opens a node by its address; sends nothing yet.
 *
 * @param url `http://` or `https://`, credentials allowed
 * @throws ChainError `node-url-unsupported`
 */
export function openNode(url: string, options: NodeOptions = {}): Node {
  return new HttpNode(parseEndpoint(url), options);
}

class HttpNode implements Node {
  readonly url: string;
  roundTrips = 0;
  readonly #endpoint: RpcEndpoint;
  readonly #timeoutMs: number;
  readonly #batchMaxCalls: number;
  readonly #expectedChainId: number | null;
  readonly #closing = new AbortController();
  readonly #signal: AbortSignal;
  #chainId: Promise<number> | null = null;

  constructor(endpoint: RpcEndpoint, options: NodeOptions) {
    this.url = endpoint.url;
    this.#endpoint = endpoint;
    this.#timeoutMs = options.timeoutMs ?? DEFAULT_NODE_TIMEOUT_MS;
    this.#batchMaxCalls = options.batchMaxCalls ?? DEFAULT_BATCH_MAX_CALLS;
    this.#expectedChainId = options.chainId ?? null;
    this.#signal =
      options.signal === undefined ? this.#closing.signal : AbortSignal.any([this.#closing.signal, options.signal]);
  }

  chainId(): Promise<number> {
    if (this.#chainId === null) {
      const asked = this.#askChainId();
      this.#chainId = asked;
      // A node that failed once may answer later.
      asked.catch(() => {
        if (this.#chainId === asked) this.#chainId = null;
      });
    }
    return this.#chainId;
  }

  async request(method: string, params: readonly unknown[]): Promise<unknown> {
    const [outcome] = await this.requestAll([{ method, params }]);
    if (outcome === undefined) throw this.#fail("not-json-rpc", `did not answer ${method}`);
    if ("error" in outcome) throw outcome.error;
    return outcome.result;
  }

  async requestAll(calls: readonly RpcCall[]): Promise<CallOutcome[]> {
    if (this.#expectedChainId !== null) await this.chainId();
    return this.#sendAll(calls);
  }

  close(): void {
    this.#closing.abort();
  }

  async #askChainId(): Promise<number> {
    const [outcome] = await this.#sendAll([{ method: "eth_chainId", params: [] }]);
    if (outcome === undefined || "error" in outcome) {
      throw outcome === undefined ? this.#fail("not-json-rpc", "did not answer eth_chainId") : outcome.error;
    }
    const chainId = readQuantity(outcome.result);
    if (chainId === null) throw this.#fail("not-json-rpc", `eth_chainId answered ${excerpt(String(outcome.result))}`);
    if (this.#expectedChainId !== null && chainId !== this.#expectedChainId) {
      throw this.#fail("other-chain", `serves chain ${chainId}, ${this.#expectedChainId} expected`);
    }
    return chainId;
  }

  async #sendAll(calls: readonly RpcCall[]): Promise<CallOutcome[]> {
    const chunks: (readonly RpcCall[])[] = [];
    for (let at = 0; at < calls.length; at += this.#batchMaxCalls) {
      chunks.push(calls.slice(at, at + this.#batchMaxCalls));
    }
    const outcomes: CallOutcome[][] = new Array<CallOutcome[]>(chunks.length);
    let next = 0;
    const work = async (): Promise<void> => {
      while (next < chunks.length) {
        const at = next++;
        const chunk = chunks[at] as readonly RpcCall[];
        const answers = await this.#post(chunk);
        outcomes[at] = answers.map((answer, i) => this.#judge(chunk[i] as RpcCall, answer));
      }
    };
    await Promise.all(Array.from({ length: Math.min(MAX_PARALLEL_REQUESTS, chunks.length) }, work));
    return outcomes.flat();
  }

  async #post(calls: readonly RpcCall[]): Promise<RpcAnswer[]> {
    if (this.#signal.aborted) throw this.#fail("cancelled", "cancelled before it was asked");
    // One of its own for each request: a lasting signal must not collect what hangs on it.
    const ending = new AbortController();
    const end = (): void => ending.abort();
    const timer = setTimeout(end, this.#timeoutMs);
    this.#signal.addEventListener("abort", end);
    this.roundTrips += 1;
    try {
      return await postCalls(this.#endpoint, calls, ending.signal, () =>
        this.#signal.aborted
          ? { failure: "cancelled", reason: "cancelled before it answered" }
          : { failure: "timeout", reason: `no answer within ${this.#timeoutMs} ms` },
      );
    } finally {
      clearTimeout(timer);
      this.#signal.removeEventListener("abort", end);
    }
  }

  #judge(call: RpcCall, answer: RpcAnswer): CallOutcome {
    if ("result" in answer) return answer;
    return { error: classifyRpcFailure(this.url, call, answer.error) };
  }

  #fail(failure: "cancelled" | "not-json-rpc" | "other-chain", reason: string): NodeUnreachableError {
    return new NodeUnreachableError({ url: this.url, failure, reason });
  }
}
