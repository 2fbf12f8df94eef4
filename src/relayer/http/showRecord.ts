import type { FastifyRequest } from "fastify";
import type { Queue, StoredRecord } from "../queue/queue.js";
import { findToken } from "./findToken.js";

/** A record as anyone may see it: commitments only. The caller's own reference is shown to its institution alone. */
export function showRecord(
  { id, state, record, receivedAt, rejection, reference }: StoredRecord,
  own: boolean,
): object {
  return {
    id,
    state,
    ...record,
    receivedAt: new Date(receivedAt).toISOString(),
    ...(rejection !== null && { rejection }),
    ...(own && { reference }),
  };
}

/** The institution whose token came with the request; null without a valid one. */
export async function institutionOf(queue: Queue, request: FastifyRequest): Promise<number | null> {
  const token = await findToken(queue, request);
  return typeof token === "string" ? null : token.institutionId;
}
