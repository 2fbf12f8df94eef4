import type { DatabaseSync } from "node:sqlite";
import type { Standard, StandardProposal } from "../../../chain/index.js";
import { fromHex } from "../../../core/index.js";
import type { ChainStanding, Hex } from "../../../core/index.js";
import type { IndexedName } from "../findListings.js";
import type { Position } from "../store/indexStore.js";
import { prepareInstitutions } from "./institutions.js";
import type { IndexedInstitution } from "./institutions.js";
import { prepareLawyers } from "./lawyers.js";
import type { IndexedLawyer } from "./lawyers.js";
import { hex, number } from "./rows.js";
import { prepareStandards } from "./standards.js";
import { STANDING, prepareStandings } from "./standings.js";

/** An answer, and what it rests on. */
export interface Indexed<T> {
  /** The block up to which the index had read. */
  readonly asOf: Position;
  /** The time for which it answers, Unix seconds. */
  readonly time: number;
  readonly value: T;
}

/**
 * Questions to the index, each answered from one state of it; null where nothing was read yet. They are for a time in
 * Unix seconds, or for that of the last block read (null), and go to the contract that the directory named then.
 */
export interface RegistryQueries {
  position(): Position | null;
  /** A time after the last block read has no answer yet: see `isReached`. */
  lawyer(licence: Hex, time: number | null): Indexed<IndexedLawyer | null> | null;
  /** @param first id of the first one; ids have no gap */
  institutions(first: number, limit: number, time: number | null): Indexed<IndexedInstitution[]> | null;
  institution(id: number, time: number | null): Indexed<IndexedInstitution | null> | null;
  institutionByCode(code: string, time: number | null): Indexed<IndexedInstitution | null> | null;
  /** As decided now; times to come are answered too. */
  standards(time: number | null): Indexed<{ standards: Standard[]; proposals: StandardProposal[] }> | null;
  standing(institutionId: number, leaf: Hex): Indexed<ChainStanding> | null;
  disownedSince(institutionId: number, account: Hex): Indexed<number | null> | null;
}

/** Whether the index can say what was at the time: a later block may yet change what comes after the last one read. */
export function isReached({ asOf, time }: Indexed<unknown>): boolean {
  return time <= asOf.timestamp;
}

export function createRegistryQueries(database: DatabaseSync): RegistryQueries {
  const readPosition = database.prepare("SELECT block AS number, hash, time FROM position WHERE block IS NOT NULL");
  const readEntries = database.prepare("SELECT time, target FROM directory_entries WHERE name = ? ORDER BY block, log");
  const findContract = database.prepare("SELECT id FROM contracts WHERE address = ?");
  const readLawyer = prepareLawyers(database);
  const institutions = prepareInstitutions(database);
  const standards = prepareStandards(database);
  const standings = prepareStandings(database);

  function position(): Position | null {
    const row = readPosition.get();
    if (row === undefined) return null;
    return { number: number(row, "number"), hash: hex(row, "hash"), timestamp: number(row, "time") };
  }

  /** The contract of that name at the time; the first, where the directory named none yet. */
  function contractAt(name: IndexedName, time: number): number | null {
    const entries = readEntries.all(name);
    const entry = entries.findLast((row) => number(row, "time") <= time) ?? entries[0];
    const row = entry && findContract.get(fromHex(hex(entry, "target")));
    return row === undefined ? null : number(row, "id");
  }

  /** One transaction, so that another process cannot write between two of its statements. */
  function ask<T>(name: IndexedName, at: number | null, none: T, query: (contract: number, time: number) => T) {
    database.exec("BEGIN");
    try {
      const asOf = position();
      if (asOf === null) return null;
      const time = at ?? asOf.timestamp;
      const contract = contractAt(name, time);
      return { asOf, time, value: contract === null ? none : query(contract, time) };
    } finally {
      database.exec("COMMIT");
    }
  }

  const one = (contract: number, id: number, time: number): IndexedInstitution | null =>
    institutions.between(contract, id, id, time)[0] ?? null;

  return {
    position,
    lawyer: (licence, at) => ask("LawyerRegistry", at, null, (contract, time) => readLawyer(contract, licence, time)),
    institutions: (first, limit, at) =>
      ask("InstitutionRegistry", at, [], (contract, time) =>
        institutions.between(contract, first, first + limit - 1, time),
      ),
    institution: (id, at) => ask("InstitutionRegistry", at, null, (contract, time) => one(contract, id, time)),
    institutionByCode: (code, at) =>
      ask("InstitutionRegistry", at, null, (contract, time) => {
        const id = institutions.idOf(contract, code, time);
        return id === null ? null : one(contract, id, time);
      }),
    standards: (at) =>
      ask("StandardsRegistry", at, { standards: [], proposals: [] }, (contract) => ({
        standards: standards.standards(contract),
        proposals: standards.proposals(contract),
      })),
    standing: (institutionId, leaf) =>
      ask("RecordAnchor", null, STANDING, (contract) => standings.standingOf(contract, institutionId, leaf)),
    disownedSince: (institutionId, account) =>
      ask("RecordAnchor", null, null, (contract) => standings.disownedSince(contract, institutionId, account)),
  };
}
