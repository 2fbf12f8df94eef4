import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { PROBLEMS, PROBLEM_TYPE, problemBody } from "./problem.js";
import type { ProblemCode } from "./problem.js";

/**
 * Answers what never became a request: bytes that are no HTTP, headers without end, a body that was cut off or took too
 * long. There is no route yet, only the connection, which is closed after.
 */
export function answerClientError(error: Error & { readonly code?: string }, socket: Duplex): void {
  // The caller is gone, or an answer has begun: nothing more can be said.
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy(error);
  const [code, detail] = describe(error.code ?? "");
  const { status } = PROBLEMS[code];
  const body = problemBody(code, detail);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `content-type: ${PROBLEM_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
  ];
  // Ended from this side too: whoever sends no HTTP may never end the connection either.
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
}

function describe(code: string): [code: ProblemCode, detail: string] {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return ["headers-too-large", "headers: longer than this relayer takes"];
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return ["request-too-slow", "request: did not arrive whole in time"];
    case "HPE_INVALID_EOF_STATE":
      return ["request-malformed", "body: was cut off"];
    default:
      return ["request-malformed", "request: is no HTTP/1.1"];
  }
}
