import { ClientError } from "./errors.js";
import { readProblem } from "./readProblem.js";
import { sleep } from "./sleep.js";

/** How often a request is made before its failure counts. */
export const DEFAULT_ATTEMPTS = 6;
/** How long one request may take. */
export const DEFAULT_REQUEST_TIMEOUT_MS = 30_000;
const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 5_000;

/** Where requests go, and how patiently. */
export interface Endpoint {
  /** Without a slash at its end. */
  readonly url: string;
  readonly token?: string | undefined;
  readonly attempts: number;
  readonly timeoutMs: number;
  readonly fetch: typeof fetch;
}

export interface JsonRequest {
  readonly method: "GET" | "POST";
  /** From the root, with its query. */
  readonly path: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** Statuses beside 2xx that the caller wants to read itself. */
  readonly alsoAccept?: readonly number[];
}

export interface JsonAnswer {
  readonly status: number;
  readonly body: unknown;
  /** Milliseconds that the relayer asks to wait, null where it does not say. */
  readonly retryAfterMs: number | null;
}

/**
 * Makes a request until it has an answer that counts. Every request of this API may be repeated: reading changes
 * nothing, and the same reference with the same content is the same record.
 *
 * @throws ClientError `relayer-unreachable` (retryable) when no attempt reached a relayer that answers ·
 * `relayer-problem` for a refusal · `relayer-answer-malformed`
 * @throws the signal's reason when it is aborted
 */
export async function requestJson(endpoint: Endpoint, request: JsonRequest): Promise<JsonAnswer> {
  const body = request.body === undefined ? undefined : JSON.stringify(request.body);
  for (let attempt = 1; ; attempt += 1) {
    request.signal?.throwIfAborted();
    try {
      return await requestOnce(endpoint, request, body);
    } catch (error) {
      if (!(error instanceof ClientError) || !error.retryable || attempt >= endpoint.attempts) throw error;
      const delay = Math.min(FIRST_DELAY_MS * 2 ** (attempt - 1), LONGEST_DELAY_MS);
      // Spread out, so that callers who failed together do not come back together.
      await sleep(delay * (0.5 + Math.random() / 2), request.signal);
    }
  }
}

async function requestOnce(endpoint: Endpoint, request: JsonRequest, body: string | undefined): Promise<JsonAnswer> {
  const timeout = AbortSignal.timeout(endpoint.timeoutMs);
  const signal = request.signal === undefined ? timeout : AbortSignal.any([timeout, request.signal]);
  const headers = new Headers({ accept: "application/json, application/problem+json" });
  if (body !== undefined) headers.set("content-type", "application/json");
  if (endpoint.token !== undefined) headers.set("authorization", `Bearer ${endpoint.token}`);

  let response: Response;
  let text: string;
  try {
    const send = endpoint.fetch;
    response = await send(`${endpoint.url}${request.path}`, {
      method: request.method,
      headers,
      signal,
      ...(body !== undefined && { body }),
    });
    text = await response.text();
  } catch (cause) {
    request.signal?.throwIfAborted();
    const reason = timeout.aborted ? `no answer within ${endpoint.timeoutMs} ms` : describeFailure(cause);
    throw new ClientError({
      code: "relayer-unreachable",
      message: `relayer ${endpoint.url}: ${reason}`,
      retryable: true,
      cause,
    });
  }
  return readAnswer(endpoint, request, response, text);
}

function readAnswer(endpoint: Endpoint, request: JsonRequest, response: Response, text: string): JsonAnswer {
  const { status } = response;
  const value = parseJson(text);
  const accepted = response.ok || request.alsoAccept?.includes(status) === true;
  if (accepted && value !== undefined) {
    return { status, body: value, retryAfterMs: readRetryAfter(response.headers) };
  }
  if (accepted) {
    throw new ClientError({
      code: "relayer-answer-malformed",
      message: `relayer ${endpoint.url}: ${request.method} ${request.path} answered ${status} without JSON`,
    });
  }
  const problem = readProblem(status, response.statusText, value);
  throw new ClientError({
    code: "relayer-problem",
    message: `relayer ${endpoint.url}: ${problem.detail}`,
    ...(problem.errors[0] !== undefined && { field: problem.errors[0].field }),
    // Overloaded, restarting, or a proxy without its relayer: nothing was decided about the request.
    retryable: status === 429 || status >= 500,
    problem,
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // What is not JSON is told apart by its absence; the status says the rest.
    return undefined;
  }
}

/** @custom:source RFC 9110 section 10.2.3; the relayer only sends seconds */
function readRetryAfter(headers: Headers): number | null {
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

/** The words of the deepest cause: fetch itself only says "fetch failed". */
function describeFailure(error: unknown): string {
  let deepest = error;
  while (deepest instanceof Error && deepest.cause instanceof Error) deepest = deepest.cause;
  if (!(deepest instanceof Error)) return String(deepest);
  const code = "code" in deepest && typeof deepest.code === "string" ? deepest.code : null;
  if (code === "ECONNREFUSED") return "connection refused";
  if (code === "ENOTFOUND") return "name not found";
  if (code === "ECONNRESET" || code === "UND_ERR_SOCKET") return "connection closed before the answer";
  return deepest.message === "" ? (code ?? deepest.name) : deepest.message;
}
