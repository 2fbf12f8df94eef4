import type { DigestAlgorithm, Hex, Receipt } from "../core/index.js";
import { ClientError } from "./errors.js";
import { parseFoundRecords, parseRecordView, parseSubmittedRecords } from "./parseAnswers.js";
import type { FoundRecord, RecordView, SubmittedRecord } from "./parseAnswers.js";
import { DEFAULT_ATTEMPTS, DEFAULT_REQUEST_TIMEOUT_MS, requestJson } from "./requestJson.js";
import type { Endpoint } from "./requestJson.js";
import { fetchReceipt, waitForReceipt } from "./waitForReceipt.js";
import type { WaitOptions } from "./waitForReceipt.js";
import { waitForReceipts } from "./waitForReceipts.js";
import type { WaitForManyOptions } from "./waitForReceipts.js";

/** Records that a relayer takes in one request. */
export const MAX_RECORDS_PER_REQUEST = 10_000;

export interface IntakeClientOptions {
  /** The relayer's address: `http://127.0.0.1:8790`. */
  url: string;
  /** The institution's token; without one only what is public can be asked. */
  token?: string;
  /** Attempts for each request; 6 when not given. */
  attempts?: number;
  /** Milliseconds for one attempt; 30,000 when not given. */
  requestTimeoutMs?: number;
  /** Another `fetch`, for proxies and tests. */
  fetch?: typeof fetch;
}

/** A record to anchor, with the caller's own name for it. */
export interface RecordSubmission {
  /** The same reference with the same content is the same record, however often it is sent. */
  reference: string;
  kind: number;
  schema: number;
  digestAlgorithm: DigestAlgorithm;
  digest: Hex;
  metadataRoot: Hex;
}

export interface SubmitOptions {
  signal?: AbortSignal;
  /** Called after each request with the number of records that are durably stored. */
  onProgress?: (stored: number) => void;
  /** Records in one request; 10,000 when not given, which is also the most. */
  recordsPerRequest?: number;
}

/** What a case system needs of a relayer. Safe to call again after any failure. */
export interface IntakeClient {
  /**
   * Hands over records, in requests of at most 10,000. When it returns, all are durably stored. When it fails, those
   * reported to `onProgress` are; sending all of them again gives the same ids.
   *
   * @returns one for each record, in their order
   * @throws ClientError `relayer-problem` (409: a reference is in use for other content), `relayer-unreachable`
   */
  submitRecords(
    institutionId: number,
    records: readonly RecordSubmission[],
    options?: SubmitOptions,
  ): Promise<SubmittedRecord[]>;
  /** The record with this id, with its state. @throws ClientError `relayer-problem` (404) */
  record(id: string, options?: { signal?: AbortSignal }): Promise<RecordView>;
  /** The record's receipt, null while it is not final. @throws ClientError `record-rejected` */
  receipt(id: string, options?: { signal?: AbortSignal }): Promise<Receipt | null>;
  /**
   * Waits until the record is final.
   * @throws ClientError `record-rejected` · the signal's reason when it is aborted
   */
  waitForReceipt(id: string, options?: WaitOptions): Promise<Receipt>;
  /** `waitForReceipt` for many, a few at a time; in their order. */
  waitForReceipts(ids: readonly string[], options?: WaitForManyOptions): Promise<Receipt[]>;
  /** Every record of a document, the digest of which anyone may compute. Public. */
  findByDigest(digest: Hex, options?: { signal?: AbortSignal }): Promise<FoundRecord[]>;
}

/** A client for one relayer. Runs in Node and in browsers. @throws ClientError `relayer-url-malformed` */
export function createIntakeClient(options: IntakeClientOptions): IntakeClient {
  const endpoint: Endpoint = {
    url: parseUrl(options.url),
    token: options.token,
    attempts: options.attempts ?? DEFAULT_ATTEMPTS,
    timeoutMs: options.requestTimeoutMs ?? DEFAULT_REQUEST_TIMEOUT_MS,
    fetch: options.fetch ?? globalThis.fetch.bind(globalThis),
  };
  return {
    submitRecords: (institutionId, records, submit = {}) => submitRecords(endpoint, institutionId, records, submit),
    record: (id, { signal } = {}) => readRecord(endpoint, id, signal),
    receipt: (id, { signal } = {}) => fetchReceipt(endpoint, id, signal).then(({ receipt }) => receipt),
    waitForReceipt: (id, wait = {}) => waitForReceipt(endpoint, id, wait),
    waitForReceipts: (ids, wait = {}) => waitForReceipts(endpoint, ids, wait),
    findByDigest: (digest, { signal } = {}) => findByDigest(endpoint, digest, signal),
  };
}

async function submitRecords(
  endpoint: Endpoint,
  institutionId: number,
  records: readonly RecordSubmission[],
  options: SubmitOptions,
): Promise<SubmittedRecord[]> {
  const size = Math.min(options.recordsPerRequest ?? MAX_RECORDS_PER_REQUEST, MAX_RECORDS_PER_REQUEST);
  const submitted: SubmittedRecord[] = [];
  // One request after the other: a relayer that is short of room says so once, not many times.
  for (let at = 0; at < records.length; at += size) {
    const chunk = records.slice(at, at + size);
    const answer = await requestJson(endpoint, {
      method: "POST",
      path: "/v1/records",
      body: { institutionId, records: chunk },
      signal: options.signal,
    });
    submitted.push(...parseSubmittedRecords(answer.body, chunk, endpoint.url));
    options.onProgress?.(submitted.length);
  }
  return submitted;
}

async function readRecord(endpoint: Endpoint, id: string, signal: AbortSignal | undefined): Promise<RecordView> {
  const path = `/v1/records/${encodeURIComponent(id)}`;
  const { body } = await requestJson(endpoint, { method: "GET", path, signal });
  return parseRecordView(body, endpoint.url);
}

async function findByDigest(endpoint: Endpoint, digest: Hex, signal: AbortSignal | undefined): Promise<FoundRecord[]> {
  const path = `/v1/records?digest=${encodeURIComponent(digest)}`;
  const { body } = await requestJson(endpoint, { method: "GET", path, signal });
  return parseFoundRecords(body, endpoint.url);
}

function parseUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new ClientError({
      code: "relayer-url-malformed",
      message: `url: ${JSON.stringify(text)} given, an http or https address expected`,
      field: "url",
    });
  }
  return text.replace(/\/+$/, "");
}
