import { hashToken, makeToken } from "./intake/token.js";
import type { Queue, StoredToken } from "./queue/queue.js";
import { createSqliteQueue } from "./queue/sqlite/createSqliteQueue.js";

/** A new token, with its secret: the only time that it is seen. */
export interface IssuedToken extends StoredToken {
  readonly token: string;
}

/**
 * Issues a token for one institution. The relayer may be running on the same file.
 * @throws RelayerError `queue-unusable`
 */
export async function issueToken(queueFile: string, institutionId: number, label: string): Promise<IssuedToken> {
  const token = makeToken();
  const stored = await withQueue(queueFile, (queue) => queue.addToken(institutionId, label, hashToken(token)));
  return { ...stored, token };
}

/** Every token ever issued, without its secret. */
export function listTokens(queueFile: string): Promise<StoredToken[]> {
  return withQueue(queueFile, (queue) => queue.tokens());
}

/** Whether a token is one that the relayer takes. */
export async function isTokenValid(queueFile: string, token: string): Promise<boolean> {
  const stored = await withQueue(queueFile, (queue) => queue.tokenBySecretHash(hashToken(token)));
  return stored !== null && stored.revokedAt === null;
}

/** @returns false where there is no such token, or it is revoked already */
export function revokeToken(queueFile: string, id: number): Promise<boolean> {
  return withQueue(queueFile, (queue) => queue.revokeToken(id));
}

async function withQueue<T>(queueFile: string, use: (queue: Queue) => Promise<T>): Promise<T> {
  const queue = createSqliteQueue(queueFile, Date.now);
  try {
    return await use(queue);
  } finally {
    await queue.close();
  }
}
