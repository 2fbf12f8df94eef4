import { NO_METADATA_ROOT, parseReceipt } from "../../../src/core/index.js";
import type { Hex, Receipt } from "../../../src/core/index.js";
import { poll } from "../../support/poll.js";

export interface IntakeItem {
  reference: string;
  kind: number;
  schema: number;
  digestAlgorithm: string;
  digest: string;
  metadataRoot: string;
}

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface Accepted {
  records: { id: string; reference: string; state: string }[];
}

export interface Problem {
  code: string;
  detail: string;
  status: number;
  errors?: { field: string; message: string }[];
  state?: string;
}

/** The n-th record of a test: another digest for each. */
export function intakeItem(n: number, changes: Partial<Record<keyof IntakeItem, unknown>> = {}): IntakeItem {
  return {
    reference: `case-${n}`,
    kind: 8,
    schema: 1,
    digestAlgorithm: "sha-256",
    digest: `0x${n.toString(16).padStart(64, "0")}`,
    metadataRoot: NO_METADATA_ROOT,
    ...changes,
  } as IntakeItem;
}

export const intakeItems = (count: number, from = 1): IntakeItem[] =>
  Array.from({ length: count }, (_, i) => intakeItem(from + i));

export async function post<Body = Accepted>(
  url: string,
  token: string | null,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<Body>> {
  return read(
    await fetch(`${url}/v1/records`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: typeof body === "string" ? body : JSON.stringify(body),
    }),
  );
}

export async function get<Body = Record<string, unknown>>(url: string, token?: string): Promise<Answer<Body>> {
  return read(await fetch(url, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }));
}

async function read<Body>(response: Response): Promise<Answer<Body>> {
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : { text }) as Body };
}

const RECEIPTS_AT_A_TIME = 16;

/** Waits until each record is final, and gives their receipts in order. */
export async function receiptsOf(url: string, ids: readonly string[], deadlineMs = 30_000): Promise<Receipt[]> {
  const receipts: Receipt[] = [];
  for (let at = 0; at < ids.length; at += RECEIPTS_AT_A_TIME) {
    const some = ids.slice(at, at + RECEIPTS_AT_A_TIME);
    receipts.push(...(await Promise.all(some.map((id) => receiptOf(url, id, deadlineMs)))));
  }
  return receipts;
}

async function receiptOf(url: string, id: string, deadlineMs: number): Promise<Receipt> {
  const asked: { receipt?: Receipt } = {};
  await poll(
    `receipt of ${id}`,
    async () => {
      const { status, body } = await get(`${url}/v1/records/${id}/receipt`);
      if (status === 200) asked.receipt = parseReceipt(body);
      return status === 200;
    },
    { deadlineMs },
  );
  if (asked.receipt === undefined) throw new Error(`no receipt of ${id}`);
  return asked.receipt;
}

export const idsOf = (answer: Answer<Accepted>): string[] => answer.body.records.map(({ id }) => id);

export const batchKey = (receipt: Receipt): Hex => receipt.batch.root;
