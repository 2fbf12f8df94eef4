import type { DatabaseSync } from "node:sqlite";
import { digestAlgorithmNumber, fromHex } from "../../../core/index.js";
import type { AddOutcome, AddedRecord, NewRecord, ReferenceConflict } from "../queue.js";
import { createUuidV7, formatUuid } from "../uuidV7.js";
import { RECORD_COLUMNS, RECORD_SOURCE, readRecord } from "./rows.js";

/** Takes back what a request wrote; carries what is wrong with it. */
class ConflictFound extends Error {
  readonly conflicts: readonly ReferenceConflict[];

  constructor(conflicts: readonly ReferenceConflict[]) {
    super("a reference stands for other content");
    this.conflicts = conflicts;
  }
}

type AddRecords = (institutionId: number, records: readonly NewRecord[]) => AddOutcome;

/** The write of one request's records, to be run in a transaction of its own: it throws to take back its writes. */
export function prepareAddRecords(database: DatabaseSync, now: () => number): AddRecords {
  const uuidV7 = createUuidV7();
  const insert = database.prepare(`
    INSERT INTO records (id, institution_id, reference, kind, schema, digest_algorithm, digest, metadata_root, leaf,
      received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (institution_id, reference) DO NOTHING`);
  const find = database.prepare(
    `SELECT ${RECORD_COLUMNS} FROM ${RECORD_SOURCE} WHERE records.institution_id = ? AND records.reference = ?`,
  );

  function addOne(institutionId: number, { reference, record, leaf }: NewRecord, at: number): Added | StandsFor {
    const id = uuidV7(at);
    const { changes } = insert.run(
      id,
      institutionId,
      reference,
      record.kind,
      record.schema,
      digestAlgorithmNumber(record.digestAlgorithm),
      fromHex(record.digest),
      fromHex(record.metadataRoot),
      leaf,
      at,
    );
    if (changes === 1) return { added: { id: formatUuid(id), reference, state: "received" }, isNew: true };
    const row = find.get(institutionId, reference);
    if (row === undefined) throw new Error("a record that is in the way cannot be found");
    const known = readRecord(row);
    // The leaf is a hash over every field of the record: equal leaves are equal content.
    if (Buffer.compare(known.leaf, leaf) !== 0) return { standsFor: known.id };
    return { added: { id: known.id, reference, state: known.state }, isNew: false };
  }

  return (institutionId, records) => {
    const at = now();
    const added: AddedRecord[] = [];
    const conflicts: ReferenceConflict[] = [];
    const own = new Set<string>();
    for (const [index, record] of records.entries()) {
      const outcome = addOne(institutionId, record, at);
      if ("standsFor" in outcome) {
        // an id that this very request was given is taken back with it, and would lead nowhere
        const id = own.has(outcome.standsFor) ? null : outcome.standsFor;
        conflicts.push({ index, reference: record.reference, id });
      } else {
        if (outcome.isNew) own.add(outcome.added.id);
        added.push(outcome.added);
      }
    }
    if (conflicts.length > 0) throw new ConflictFound(conflicts);
    return { kind: "added", records: added };
  };
}

interface Added {
  readonly added: AddedRecord;
  readonly isNew: boolean;
}

interface StandsFor {
  readonly standsFor: string;
}

/** Turns the throw that took back a request's writes into its outcome. */
export function conflictOutcome(error: unknown): AddOutcome {
  if (!(error instanceof ConflictFound)) throw error;
  return { kind: "conflict", conflicts: error.conflicts };
}
