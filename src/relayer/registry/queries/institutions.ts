import type { DatabaseSync } from "node:sqlite";
import { CAPABILITY_BITS, unpackCapabilities } from "../../../chain/index.js";
import type { Institution, InstitutionAccount, InstitutionKind } from "../../../chain/index.js";
import type { Hex, InstitutionStatus } from "../../../core/index.js";
import { hex, lastOfEachSecond, number, numberOrNull, text } from "./rows.js";
import type { Row } from "./rows.js";

/** One change of an institution's standing. */
export interface IndexedStatus {
  /** Unix seconds. */
  readonly since: number;
  readonly status: InstitutionStatus;
  /** Short text for the public log. */
  readonly reason: string;
}

/** An institution as it was at a time, with all that led there. */
export interface IndexedInstitution {
  readonly institution: Institution;
  /** The oldest first. */
  readonly statusHistory: readonly IndexedStatus[];
  /** Every account with a capability. */
  readonly accounts: readonly InstitutionAccount[];
}

export interface ReadInstitutions {
  /** Those registered by the time whose ids are in the range, in their order. */
  between(contract: number, first: number, last: number, time: number): IndexedInstitution[];
  /** The institution that was last registered with the code by the time. */
  idOf(contract: number, code: string, time: number): number | null;
}

export function prepareInstitutions(database: DatabaseSync): ReadInstitutions {
  const inRange = (table: string): ReturnType<DatabaseSync["prepare"]> =>
    database.prepare(
      `SELECT * FROM ${table} WHERE contract = ? AND institution BETWEEN ? AND ? AND time <= ? ORDER BY block, log`,
    );
  const registrations = inRange("institution_registrations");
  const names = inRange("institution_names");
  const parents = inRange("institution_parents");
  const statuses = inRange("institution_statuses");
  const capabilities = inRange("institution_capabilities");
  const byCode = database.prepare(`
    SELECT institution FROM institution_registrations WHERE contract = ? AND code = ? AND time <= ?
    ORDER BY block DESC, log DESC LIMIT 1`);

  return {
    between(contract, first, last, time) {
      const range = [contract, first, last, time] as const;
      const namesOf = Map.groupBy(names.all(...range), institutionOf);
      const parentsOf = Map.groupBy(parents.all(...range), institutionOf);
      const statusesOf = Map.groupBy(statuses.all(...range), institutionOf);
      const capabilitiesOf = Map.groupBy(capabilities.all(...range), institutionOf);
      return registrations
        .all(...range)
        .map((row) => {
          const id = institutionOf(row);
          const accounts = readAccounts(capabilitiesOf.get(id) ?? []);
          const { statusHistory, ...standing } = readStanding(statusesOf.get(id) ?? []);
          const institution: Institution = {
            id,
            code: text(row, "code"),
            name: text(namesOf.get(id)?.at(-1) ?? {}, "name"),
            kind: text(row, "kind") as InstitutionKind,
            jurisdiction: text(row, "jurisdiction"),
            parent: numberOrNull(parentsOf.get(id)?.at(-1) ?? {}, "parent"),
            ...standing,
            administrators: accounts.filter(({ bits }) => (bits & CAPABILITY_BITS.administer) !== 0).length,
          };
          return {
            institution,
            statusHistory,
            accounts: accounts.map(({ address, bits }) => ({ address, capabilities: unpackCapabilities(bits) })),
          };
        })
        .sort((a, b) => a.institution.id - b.institution.id);
    },
    idOf(contract, code, time) {
      const row = byCode.get(contract, code, time);
      return row === undefined ? null : institutionOf(row);
    },
  };
}

const institutionOf = (row: Row): number => number(row, "institution");

function readStanding(
  rows: readonly Row[],
): Pick<Institution, "status" | "statusSince" | "suspendedThrough" | "suspendedByPlatform"> &
  Pick<IndexedInstitution, "statusHistory"> {
  const last = rows.at(-1) ?? {};
  const history = rows.map((row) => ({
    since: number(row, "time"),
    status: text(row, "status") as InstitutionStatus,
    reason: text(row, "reason"),
  }));
  return {
    status: text(last, "status") as InstitutionStatus,
    statusSince: number(last, "time"),
    suspendedThrough: numberOrNull(last, "through"),
    suspendedByPlatform: number(last, "by_platform") === 1,
    statusHistory: lastOfEachSecond(history, ({ since }) => since),
  };
}

/** What each account holds after all these changes; without those that hold nothing. */
function readAccounts(rows: readonly Row[]): { address: Hex; bits: number }[] {
  const held = new Map<Hex, number>();
  for (const row of rows) held.set(hex(row, "account"), number(row, "capabilities"));
  return [...held].filter(([, bits]) => bits !== 0).map(([address, bits]) => ({ address, bits }));
}
