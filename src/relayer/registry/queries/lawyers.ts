import type { DatabaseSync } from "node:sqlite";
import type { CredentialState, CredentialStatus } from "../../../chain/index.js";
import { unpackPracticeScopes } from "../../../chain/index.js";
import { fromHex } from "../../../core/index.js";
import type { Hex } from "../../../core/index.js";
import { hex, hexOrNull, lastOfEachSecond, number, text } from "./rows.js";
import type { Row } from "./rows.js";

/** A state of a credential, and the change that led to it. */
export interface CredentialChange {
  readonly state: CredentialState;
  /** The bureau that made the change. */
  readonly by: number;
  /** `document`: digest of the decision; null for none. */
  readonly reason: { readonly code: number; readonly document: Hex | null };
}

/** What is known of a credential. */
export interface IndexedLawyer {
  readonly licence: Hex;
  readonly holderCommitment: Hex;
  /** Whether the holder was entitled to practise at the time; says nothing about the standing of the issuer. */
  readonly entitled: boolean;
  /** What held at the time; null before the issuing. */
  readonly state: CredentialState | null;
  /** The holder's own account at the time; null for none. */
  readonly holderKey: Hex | null;
  /** Every state, the oldest first. */
  readonly history: readonly CredentialChange[];
}

/** @returns null where no credential was ever issued under the licence */
export type ReadLawyer = (contract: number, licence: Hex, time: number) => IndexedLawyer | null;

export function prepareLawyers(database: DatabaseSync): ReadLawyer {
  const states = database.prepare(
    "SELECT * FROM credential_states WHERE contract = ? AND licence = ? ORDER BY block, log",
  );
  const keys = database.prepare(
    "SELECT time, key FROM holder_keys WHERE contract = ? AND licence = ? ORDER BY block, log",
  );
  return (contract, licence, time) => {
    const rows = states.all(contract, fromHex(licence));
    const [issued] = rows;
    if (issued === undefined) return null;
    const history = lastOfEachSecond(rows.map(readChange), ({ state }) => state.since);
    const found = history.findLast(({ state }) => state.since <= time)?.state ?? null;
    const held = keys.all(contract, fromHex(licence)).findLast((row) => number(row, "time") <= time);
    return {
      licence,
      holderCommitment: hex(issued, "holder_commitment"),
      entitled: found?.status === "active" && found.validFrom <= time && time < found.validUntil,
      state: found,
      holderKey: held === undefined ? null : hexOrNull(held, "key"),
      history,
    };
  };
}

function readChange(row: Row): CredentialChange {
  return {
    state: {
      since: number(row, "time"),
      validFrom: number(row, "valid_from"),
      validUntil: number(row, "valid_until"),
      status: text(row, "status") as CredentialStatus,
      issuer: number(row, "issuer"),
      scope: unpackPracticeScopes(number(row, "scope")),
      jurisdiction: text(row, "jurisdiction"),
    },
    by: number(row, "by_institution"),
    reason: { code: number(row, "reason_code"), document: hexOrNull(row, "reason_document") },
  };
}
