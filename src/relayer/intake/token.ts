import { createHash, randomBytes } from "node:crypto";

const PREFIX = "lex_";
const SECRET_BYTES = 32;

/** A new token: `lex_` and 32 random bytes in base64url. Whoever holds it hands in records for one institution. */
export function makeToken(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString("base64url");
}

/** What is stored of a token. The secret has 256 random bits, so that a plain hash is enough. */
export function hashToken(token: string): Uint8Array {
  return createHash("sha256").update(token, "utf8").digest();
}

/** @returns the token of an `Authorization: Bearer` header; null where there is none */
export function readBearer(header: string | undefined): string | null {
  const match = /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i.exec(header ?? "");
  return match?.[1] ?? null;
}
