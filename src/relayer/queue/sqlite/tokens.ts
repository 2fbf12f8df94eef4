import type { DatabaseSync } from "node:sqlite";
import type { StoredToken } from "../queue.js";
import { readTokenRow } from "./rows.js";

/** The statements about tokens. */
export interface TokenStatements {
  add(institutionId: number, label: string, secretHash: Uint8Array): StoredToken;
  bySecretHash(secretHash: Uint8Array): StoredToken | null;
  all(): StoredToken[];
  revoke(id: number): boolean;
}

export function prepareTokens(database: DatabaseSync, now: () => number): TokenStatements {
  const insert = database.prepare(
    "INSERT INTO tokens (institution_id, label, secret_hash, issued_at) VALUES (?, ?, ?, ?) RETURNING *",
  );
  const bySecretHash = database.prepare("SELECT * FROM tokens WHERE secret_hash = ?");
  const all = database.prepare("SELECT * FROM tokens ORDER BY id");
  const revoke = database.prepare("UPDATE tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL");

  return {
    add(institutionId, label, secretHash) {
      const row = insert.get(institutionId, label, secretHash, now());
      if (row === undefined) throw new Error("a new token was not given back");
      return readTokenRow(row);
    },
    bySecretHash(secretHash) {
      const row = bySecretHash.get(secretHash);
      return row === undefined ? null : readTokenRow(row);
    },
    all: () => all.all().map(readTokenRow),
    revoke: (id) => revoke.run(now(), id).changes === 1,
  };
}
