import { ClientError } from "./errors.js";

/** The states of a record, in the order in which it goes through them. */
export const RECORD_STATES = ["received", "batched", "submitted", "anchored", "final", "rejected"] as const;
export type RecordState = (typeof RECORD_STATES)[number];

/** A record that the relayer has stored. */
export interface SubmittedRecord {
  /** The relayer's id, for every later question. */
  readonly id: string;
  readonly reference: string;
  readonly state: RecordState;
}

/** A record as the relayer shows it to its institution; without the institution's token, without `reference`. */
export interface RecordView {
  readonly id: string;
  readonly state: RecordState;
  readonly institutionId: number;
  readonly kind: number;
  readonly reference?: string;
  /** Everything else that the relayer says, as it says it. */
  readonly [field: string]: unknown;
}

/** A record found by the digest of its document. */
export type FoundRecord = RecordView;

/** The answer to `POST /v1/records`, checked against what was sent. */
export function parseSubmittedRecords(
  body: unknown,
  sent: readonly { reference: string }[],
  url: string,
): SubmittedRecord[] {
  const records = parseList(body, url);
  if (records.length !== sent.length) throw malformed(url, `records: ${records.length} answered, ${sent.length} sent`);
  return records.map((value, i) => {
    const field = `records[${i}]`;
    const { id, reference, state } = parseObject(value, url, field);
    if (typeof id !== "string" || id === "") throw malformed(url, `${field}.id: a string expected`);
    if (reference !== sent[i]?.reference) throw malformed(url, `${field}.reference: not the one that was sent`);
    return { id, reference: reference as string, state: parseState(state, url, `${field}.state`) };
  });
}

/** The answer to `GET /v1/records/{id}`. */
export function parseRecordView(body: unknown, url: string, field = "record"): RecordView {
  const object = parseObject(body, url, field);
  const { id, institutionId, kind } = object;
  if (typeof id !== "string" || id === "") throw malformed(url, `${field}.id: a string expected`);
  if (typeof institutionId !== "number") throw malformed(url, `${field}.institutionId: a number expected`);
  if (typeof kind !== "number") throw malformed(url, `${field}.kind: a number expected`);
  return { ...object, id, institutionId, kind, state: parseState(object["state"], url, `${field}.state`) };
}

/** The answer to `GET /v1/records?digest=0x…`. */
export function parseFoundRecords(body: unknown, url: string): FoundRecord[] {
  return parseList(body, url).map((value, i) => parseRecordView(value, url, `records[${i}]`));
}

function parseList(body: unknown, url: string): unknown[] {
  const { records } = parseObject(body, url, "body");
  if (!Array.isArray(records)) throw malformed(url, "records: a list expected");
  return records as unknown[];
}

function parseObject(value: unknown, url: string, field: string): { readonly [key: string]: unknown } {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw malformed(url, `${field}: an object expected`);
  }
  return value as { readonly [key: string]: unknown };
}

function parseState(value: unknown, url: string, field: string): RecordState {
  const state = RECORD_STATES.find((known) => known === value);
  if (state === undefined) throw malformed(url, `${field}: ${JSON.stringify(value)} is not a state`);
  return state;
}

function malformed(url: string, fact: string): ClientError {
  return new ClientError({ code: "relayer-answer-malformed", message: `relayer ${url}: ${fact}` });
}
