import type { Receipt } from "../core/index.js";
import type { Endpoint } from "./requestJson.js";
import { waitForReceipt } from "./waitForReceipt.js";

/** Requests at a time: enough to keep a relayer busy, few enough to leave it room for others. */
const DEFAULT_CONCURRENCY = 8;

export interface WaitForManyOptions {
  signal?: AbortSignal;
  /** Called after each receipt with the number there are. */
  onProgress?: (receipts: number) => void;
  /** Milliseconds between questions for one record; the relayer's own hint when not given. */
  pollIntervalMs?: number;
  /** Requests at a time; 8 when not given. */
  concurrency?: number;
}

/** The receipts of many records, in their order. The first failure ends the waiting for all. */
export async function waitForReceipts(
  endpoint: Endpoint,
  ids: readonly string[],
  options: WaitForManyOptions,
): Promise<Receipt[]> {
  const failed = new AbortController();
  const signal = options.signal === undefined ? failed.signal : AbortSignal.any([options.signal, failed.signal]);
  const receipts = new Array<Receipt>(ids.length);
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < ids.length; at = next++) {
      receipts[at] = await waitForReceipt(endpoint, ids[at] as string, {
        signal,
        ...(options.pollIntervalMs !== undefined && { pollIntervalMs: options.pollIntervalMs }),
      });
      done += 1;
      options.onProgress?.(done);
    }
  };
  const workers = Array.from({ length: Math.min(options.concurrency ?? DEFAULT_CONCURRENCY, ids.length) }, work);
  try {
    await Promise.all(workers);
  } catch (error) {
    failed.abort(error);
    // Nothing goes on in the background of a failed call.
    await Promise.allSettled(workers);
    throw error;
  }
  return receipts;
}
