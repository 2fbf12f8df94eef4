import type { FastifyRequest } from "fastify";
import { hashToken, readBearer } from "../intake/token.js";
import type { Queue, StoredToken } from "../queue/queue.js";

/** The token of a request; `missing` without one, `refused` for one that is unknown or revoked. */
export async function findToken(queue: Queue, request: FastifyRequest): Promise<StoredToken | "missing" | "refused"> {
  const secret = readBearer(request.headers.authorization);
  if (secret === null) return "missing";
  // Found by its hash: how long the look-up takes says nothing about the secret.
  const token = await queue.tokenBySecretHash(hashToken(secret));
  return token === null || token.revokedAt !== null ? "refused" : token;
}
