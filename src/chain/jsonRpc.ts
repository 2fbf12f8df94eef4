import type { RpcEndpoint } from "./endpoint.js";
import { NodeUnreachableError } from "./errors.js";
import type { NodeFailure } from "./errors.js";
import { excerpt } from "./excerpt.js";

/** The most bytes of one answer that are read; more is a broken or hostile node. */
export const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

export interface RpcCall {
  method: string;
  params: readonly unknown[];
}

/** A JSON-RPC error object, as the node gave it. */
export interface RpcFailure {
  code: number;
  message: string;
  data?: unknown;
}

export type RpcAnswer = { result: unknown } | { error: RpcFailure };

/**
 * Sends calls as one HTTP request.
 *
 * @param calls at least one; an array is sent as a JSON-RPC batch, one call by itself
 * @param signal ends the request; how is told by `describeAbort`
 * @returns one answer a call, in the order of the calls
 * @throws NodeUnreachableError for everything but a complete set of JSON-RPC answers
 * @custom:source JSON-RPC 2.0 section 6
 */
export async function postCalls(
  endpoint: RpcEndpoint,
  calls: readonly RpcCall[],
  signal: AbortSignal,
  describeAbort: () => { failure: NodeFailure; reason: string },
): Promise<RpcAnswer[]> {
  const requests = calls.map((call, id) => ({ jsonrpc: "2.0", id, method: call.method, params: call.params }));
  const fail = (failure: NodeFailure, reason: string, more: { status?: number; cause?: unknown } = {}) =>
    new NodeUnreachableError({ url: endpoint.url, failure, reason, ...more });

  let text: string;
  try {
    const response = await fetch(endpoint.url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        ...(endpoint.authorization !== null && { authorization: endpoint.authorization }),
      },
      body: JSON.stringify(requests.length === 1 ? requests[0] : requests),
      redirect: "manual",
      signal,
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw fail("http-status", `answered HTTP status ${response.status}`, { status: response.status });
    }
    text = await readText(response, () => fail("not-json-rpc", `answered more than ${MAX_ANSWER_BYTES} bytes`));
  } catch (error) {
    if (error instanceof NodeUnreachableError) throw error;
    if (signal.aborted) {
      const { failure, reason } = describeAbort();
      throw fail(failure, reason, { cause: error });
    }
    throw fail("connection", describeConnectionFailure(error), { cause: error });
  }

  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    throw fail("not-json-rpc", `answered what is not JSON: ${excerpt(text)}`, { cause });
  }
  return matchAnswers(body, calls, (reason, failure = "not-json-rpc") => fail(failure, reason));
}

function matchAnswers(
  body: unknown,
  calls: readonly RpcCall[],
  fail: (reason: string, failure?: NodeFailure) => Error,
): RpcAnswer[] {
  const items = Array.isArray(body) ? (body as unknown[]) : [body];
  const answers = new Array<RpcAnswer | undefined>(calls.length);
  for (const item of items) {
    if (typeof item !== "object" || item === null) throw fail("answered what is not a JSON-RPC answer");
    const { id, result, error } = item as { id?: unknown; result?: unknown; error?: unknown };
    // A node that refuses the whole batch answers with one error and no id.
    if ((id === null || id === undefined) && error !== undefined) {
      throw fail(`refused the request: ${describeFailure(error)}`, "node-error");
    }
    if (typeof id !== "number" || !Number.isInteger(id) || id < 0 || id >= calls.length) {
      throw fail("answered a question that was not asked");
    }
    if (answers[id] !== undefined) throw fail("answered the same question twice");
    if (error !== undefined && error !== null) answers[id] = { error: parseFailure(error) };
    else if (result !== undefined) answers[id] = { result };
    else throw fail("answered with neither a result nor an error");
  }
  return calls.map((call, id) => {
    const answer = answers[id];
    if (answer === undefined) throw fail(`did not answer ${call.method}`);
    return answer;
  });
}

function parseFailure(error: unknown): RpcFailure {
  if (typeof error !== "object" || error === null) return { code: 0, message: String(error) };
  const { code, message, data } = error as { code?: unknown; message?: unknown; data?: unknown };
  return {
    code: typeof code === "number" ? code : 0,
    message: typeof message === "string" ? message : "no message",
    ...(data !== undefined && { data }),
  };
}

function describeFailure(error: unknown): string {
  const { code, message } = parseFailure(error);
  return `error ${code}: ${excerpt(message)}`;
}

async function readText(response: Response, tooLong: () => Error): Promise<string> {
  if (response.body === null) return "";
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > MAX_ANSWER_BYTES) throw tooLong();
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

const CONNECTION_FAILURES: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ECONNRESET: "connection reset",
  ENOTFOUND: "host name not found",
  EAI_AGAIN: "host name could not be looked up",
  EHOSTUNREACH: "host not reachable",
  ENETUNREACH: "network not reachable",
  UND_ERR_CONNECT_TIMEOUT: "connection timed out",
  UND_ERR_SOCKET: "connection closed before the answer was complete",
};

/** The reason behind fetch's own "fetch failed", which is in its cause. */
function describeConnectionFailure(error: unknown): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code = (at as { code?: unknown }).code;
    if (typeof code === "string" && code in CONNECTION_FAILURES) return CONNECTION_FAILURES[code] as string;
    if (at instanceof AggregateError && at.errors.length > 0) return describeConnectionFailure(at.errors[0]);
  }
  let deepest = error;
  while (deepest instanceof Error && deepest.cause instanceof Error) deepest = deepest.cause;
  return `no answer: ${deepest instanceof Error ? deepest.message : String(deepest)}`;
}
