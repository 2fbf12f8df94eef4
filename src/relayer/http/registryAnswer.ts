import type { FastifyReply, FastifyRequest } from "fastify";
import { formatUtcSeconds, parseUtcSeconds } from "../../core/index.js";
import { isReached } from "../registry/queries/createRegistryQueries.js";
import type { Indexed } from "../registry/queries/createRegistryQueries.js";
import { sendProblem } from "./problem.js";
import type { ProblemCode } from "./problem.js";

/** What a caller should wait before it asks again, in seconds. */
const RETRY_AFTER_SECONDS = "2";
/** Dates of the registries end in 2106. @source contracts/types/Dates.sol */
const LAST_DATE = 0xffff_ffff;

export type RegistryRequest = FastifyRequest<{ Querystring: Record<string, unknown> }>;

/** One fault of a query's fields, as the problem says it. */
export class QueryFault extends Error {
  override readonly name = "QueryFault";

  constructor(
    readonly field: string,
    fact: string,
  ) {
    super(`${field}: ${fact}`);
  }
}

/** Nothing was found: what a route's body says instead. */
export class NotFound {
  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
  ) {}
}

/**
 * The time that is asked about, in Unix seconds; null for the time of the last block read.
 * @throws QueryFault also for a field that the route does not know: a misspelt `at` must not be answered for today
 */
export function readAt(request: RegistryRequest, known: readonly string[] = ["at"]): number | null {
  const unknown = Object.keys(request.query).find((field) => !known.includes(field));
  if (unknown !== undefined) throw new QueryFault(unknown, `unknown; known are ${known.join(", ")}`);
  const { at } = request.query;
  if (at === undefined) return null;
  const time = typeof at === "string" ? parseUtcSeconds(at) : null;
  if (time !== null && time <= LAST_DATE) return time;
  const given = typeof at === "string" ? JSON.stringify(at.slice(0, 40)) : "several";
  throw new QueryFault(
    "at",
    `${given} given, one UTC time such as 2026-11-23T10:00:00Z expected, from 1970 to 2106-02-07`,
  );
}

/** Answers what is wrong with the query. */
export function sendQueryFault(reply: FastifyReply, { field, message }: QueryFault): FastifyReply {
  return sendProblem(reply, "query-malformed", message, { errors: [{ field, message }] });
}

/**
 * Answers from the index: `body` for what it found, beside the block up to which it has read.
 *
 * @param answer null before the index has read anything
 * @param reach `past`: a time after the last block read has no answer yet · `any`: it has one, as far as is decided
 */
export function sendIndexed<T>(
  reply: FastifyReply,
  answer: Indexed<T> | null,
  reach: "past" | "any",
  body: (value: T, answer: Indexed<T>) => Record<string, unknown> | NotFound,
): FastifyReply {
  if (answer === null) {
    const detail = "nothing was read from the chain yet";
    return sendProblem(reply.header("retry-after", RETRY_AFTER_SECONDS), "registry-not-read", detail);
  }
  const asOf = showAsOf(answer);
  if (reach === "past" && !isReached(answer)) {
    const detail = `at: ${formatUtcSeconds(answer.time)} is after block ${asOf.blockNumber} of ${asOf.time}, the last one read`;
    return sendProblem(reply, "time-not-reached", detail, { asOf });
  }
  const found = body(answer.value, answer);
  if (found instanceof NotFound) return sendProblem(reply, found.code, found.detail, { asOf });
  return reply.send({ at: formatUtcSeconds(answer.time), ...found, asOf });
}

/** The block up to which the index had read. */
export function showAsOf({ asOf }: Indexed<unknown>): { blockNumber: number; blockHash: string; time: string } {
  return { blockNumber: asOf.number, blockHash: asOf.hash, time: formatUtcSeconds(asOf.timestamp) };
}
