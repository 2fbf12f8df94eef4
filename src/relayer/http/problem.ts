import type { FastifyReply } from "fastify";
import type { FieldFault } from "../intake/parseIntake.js";

/** Every code of a problem, with its HTTP status and title. Codes are stable. */
export const PROBLEMS = {
  "request-malformed": { status: 400, title: "The request is no HTTP, or was cut off; nothing of it was stored" },
  "body-malformed": { status: 400, title: "The body is not the JSON that this route takes" },
  "records-malformed": { status: 400, title: "The request has malformed fields; nothing of it was stored" },
  "query-malformed": { status: 400, title: "The query has malformed fields" },
  "token-missing": { status: 401, title: "A bearer token is needed" },
  "token-refused": { status: 401, title: "The bearer token is unknown or revoked" },
  "institution-refused": { status: 403, title: "The token is for another institution" },
  "not-found": { status: 404, title: "There is nothing here" },
  "record-unknown": { status: 404, title: "There is no such record" },
  "licence-unknown": { status: 404, title: "There is no credential with this licence number" },
  "institution-unknown": { status: 404, title: "There is no such institution" },
  "reference-conflict": {
    status: 409,
    title: "A reference stands for other content; nothing of the request was stored",
  },
  "request-too-slow": { status: 408, title: "The request took too long to arrive; nothing of it was stored" },
  "receipt-not-yet": { status: 409, title: "The record is not final yet" },
  "receipt-never": { status: 409, title: "The record was rejected, and will have no receipt" },
  "time-not-reached": { status: 409, title: "The index has not read up to this time yet" },
  "body-too-large": { status: 413, title: "The body is too large" },
  "body-not-json": { status: 415, title: "The body is not application/json" },
  "headers-too-large": { status: 431, title: "The headers are too large" },
  "registry-not-read": { status: 503, title: "The index of the registries has read nothing yet" },
  stopping: { status: 503, title: "The relayer is stopping" },
  internal: { status: 500, title: "The relayer could not do this; nothing of the request was stored" },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

export const PROBLEM_TYPE = "application/problem+json; charset=utf-8";

interface ProblemExtensions {
  readonly errors?: readonly FieldFault[];
  readonly [extension: string]: unknown;
}

/** A problem document. @source RFC 9457 */
export function problemBody(code: ProblemCode, detail: string, more: ProblemExtensions = {}): string {
  const { status, title } = PROBLEMS[code];
  return JSON.stringify({ type: `urn:lexanchor:problem:${code}`, title, status, detail, code, ...more });
}

/** Answers with a problem document. */
export function sendProblem(
  reply: FastifyReply,
  code: ProblemCode,
  detail: string,
  more: ProblemExtensions = {},
): FastifyReply {
  const { status } = PROBLEMS[code];
  return reply
    .code(status)
    .header("content-type", PROBLEM_TYPE)
    .send(problemBody(code, detail, more));
}
