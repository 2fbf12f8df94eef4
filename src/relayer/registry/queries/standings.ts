import type { DatabaseSync } from "node:sqlite";
import { fromHex } from "../../../core/index.js";
import type { ChainStanding, Hex, RecordStatus } from "../../../core/index.js";
import { hex, hexOrNull, number, text } from "./rows.js";

export interface ReadStandings {
  /** Whether the record with this leaf still stands; says nothing about whether it was anchored. */
  standingOf(contract: number, institutionId: number, leaf: Hex): ChainStanding;
  /** Unix seconds from which the institution does not answer for the account; null for never. */
  disownedSince(contract: number, institutionId: number, account: Hex): number | null;
}

export function prepareStandings(database: DatabaseSync): ReadStandings {
  const standing = database.prepare(
    "SELECT * FROM record_standings WHERE contract = ? AND institution = ? AND leaf = ?",
  );
  const disowned = database.prepare(`
    SELECT since FROM disowned_accounts WHERE contract = ? AND institution = ? AND account = ?
    ORDER BY block DESC, log DESC LIMIT 1`);

  function disownedSince(contract: number, institutionId: number, account: Hex): number | null {
    const row = disowned.get(contract, institutionId, fromHex(account));
    return row === undefined ? null : number(row, "since");
  }

  return {
    standingOf(contract, institutionId, leaf) {
      const row = standing.get(contract, institutionId, fromHex(leaf));
      if (row === undefined) return STANDING;
      const account = hex(row, "account");
      return {
        status: text(row, "status") as RecordStatus,
        since: number(row, "time"),
        reasonCode: number(row, "reason_code") || null,
        document: hexOrNull(row, "reason_document"),
        successor: hexOrNull(row, "successor"),
        account,
        accountDisownedSince: disownedSince(contract, institutionId, account),
      };
    },
    disownedSince,
  };
}

/** What is said of a record that nobody spoke against. */
export const STANDING: ChainStanding = {
  status: "standing",
  since: null,
  reasonCode: null,
  document: null,
  successor: null,
  account: null,
  accountDisownedSince: null,
};
