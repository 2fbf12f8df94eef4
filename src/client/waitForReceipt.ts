import { parseReceipt } from "../core/index.js";
import type { Receipt } from "../core/index.js";
import { ClientError } from "./errors.js";
import { readProblem } from "./readProblem.js";
import { requestJson } from "./requestJson.js";
import type { Endpoint } from "./requestJson.js";
import { sleep } from "./sleep.js";

/** Milliseconds between questions, where the relayer does not say. */
export const DEFAULT_RECEIPT_POLL_MS = 500;

export interface WaitOptions {
  signal?: AbortSignal;
  /** Called when the state has changed: `received`, `batched`, `submitted`, `anchored`. */
  onProgress?: (state: string) => void;
  /** Milliseconds between questions; the relayer's own hint when not given. */
  pollIntervalMs?: number;
}

/** Asks for the receipt until the record is final. */
export async function waitForReceipt(endpoint: Endpoint, id: string, options: WaitOptions): Promise<Receipt> {
  let last: string | null = null;
  for (;;) {
    const { receipt, state, retryAfterMs } = await fetchReceipt(endpoint, id, options.signal);
    if (receipt !== null) return receipt;
    if (state !== null && state !== last) options.onProgress?.(state);
    last = state;
    await sleep(options.pollIntervalMs ?? retryAfterMs ?? DEFAULT_RECEIPT_POLL_MS, options.signal);
  }
}

interface ReceiptAnswer {
  receipt: Receipt | null;
  state: string | null;
  retryAfterMs: number | null;
}

/** The receipt, or the state that the record is in. @throws ClientError `record-rejected`, `relayer-problem` */
export async function fetchReceipt(
  endpoint: Endpoint,
  id: string,
  signal: AbortSignal | undefined,
): Promise<ReceiptAnswer> {
  const path = `/v1/records/${encodeURIComponent(id)}/receipt`;
  const answer = await requestJson(endpoint, { method: "GET", path, signal, alsoAccept: [409] });
  if (answer.status !== 409) {
    return { receipt: readReceipt(answer.body, endpoint.url), state: "final", retryAfterMs: null };
  }

  const problem = readProblem(answer.status, "Conflict", answer.body);
  if (problem.code === "receipt-not-yet") {
    const { state } = answer.body as Record<string, unknown>;
    return { receipt: null, state: typeof state === "string" ? state : null, retryAfterMs: answer.retryAfterMs };
  }
  const rejected = problem.code === "receipt-never";
  throw new ClientError({
    code: rejected ? "record-rejected" : "relayer-problem",
    message: `record ${id}: ${problem.detail}`,
    problem,
  });
}

function readReceipt(body: unknown, url: string): Receipt {
  try {
    return parseReceipt(body);
  } catch (cause) {
    const fact = cause instanceof Error ? cause.message : String(cause);
    throw new ClientError({ code: "relayer-answer-malformed", message: `relayer ${url}: ${fact}`, cause });
  }
}
