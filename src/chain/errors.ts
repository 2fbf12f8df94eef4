import { LexanchorError } from "../core/errors.js";
import type { Revert } from "./revert.js";

/** What a `ChainError` can be; each code has its page in docs/errors.md. */
export type ChainErrorCode =
  | "deployment-malformed"
  | "deployment-other-chain"
  | "node-url-unsupported"
  | "node-refused-request"
  | "transaction-reverted"
  | "transaction-refused"
  | "transaction-not-mined"
  | "contract-missing"
  | "key-file-readable-by-others"
  | "key-file-malformed"
  | "key-file-exists"
  | "key-file-missing"
  | "institution-unknown"
  | "institution-kind-unknown"
  | "institution-status-unknown"
  | "record-status-unknown"
  | "credential-status-unknown"
  | "practice-scope-unknown"
  | "standard-unknown"
  | "proposal-status-unknown"
  | "capability-unknown"
  | "short-text-malformed"
  | "lawyer-file-malformed"
  | "onboarding-malformed";

/** Something about the chain or its contracts is not as the caller needs it. Not a failure of a node. */
export class ChainError extends LexanchorError {
  override readonly name = "ChainError";
  declare readonly code: ChainErrorCode;
  /** The decoded revert, where a contract refused. */
  readonly revert: Revert | null;

  constructor(options: {
    code: ChainErrorCode;
    message: string;
    field?: string;
    retryable?: boolean;
    cause?: unknown;
    revert?: Revert;
  }) {
    const { revert, ...rest } = options;
    super(rest);
    this.revert = revert ?? null;
  }
}

/**
 * How a node failed:
 * `connection` no connection (refused, reset, name not found) · `timeout` no answer in time · `cancelled` the caller
 * gave up, or closed the node · `http-status` an HTTP status other than success · `not-json-rpc` HTML, truncated JSON,
 * an answer to another question · `node-error` a JSON-RPC error that is not a revert (overloaded, pruned, unknown
 * method) · `other-chain` the node serves another chain · `behind` the node does not have the block yet ·
 * `no-contract` the node's chain has no code at the platform's address.
 */
export type NodeFailure =
  | "connection"
  | "timeout"
  | "cancelled"
  | "http-status"
  | "not-json-rpc"
  | "node-error"
  | "other-chain"
  | "behind"
  | "no-contract";

/** A node could not be asked, or gave no usable answer. Says nothing about what is on the chain; never a revert. */
export class NodeUnreachableError extends LexanchorError {
  override readonly name = "NodeUnreachableError";
  /** The node's address, without credentials. */
  readonly url: string;
  readonly failure: NodeFailure;
  /** What happened, in one sentence without the address: `connection refused`. */
  readonly reason: string;
  /** The HTTP status, where there was one. */
  readonly status: number | null;

  constructor(options: { url: string; failure: NodeFailure; reason: string; status?: number; cause?: unknown }) {
    super({
      code: "node-unreachable",
      message: `node ${options.url}: ${options.reason}`,
      retryable: true,
      cause: options.cause,
    });
    this.url = options.url;
    this.failure = options.failure;
    this.reason = options.reason;
    this.status = options.status ?? null;
  }
}
