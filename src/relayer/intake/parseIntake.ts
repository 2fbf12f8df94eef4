import { LexanchorError, MAX_REFERENCE_LENGTH, hashLeaf, parseRecord } from "../../core/index.js";
import type { JudicialRecord } from "../../core/index.js";
import type { NewRecord } from "../queue/queue.js";

/** The most records of one request. */
export const MAX_RECORDS = 10_000;
/** The most faults that one answer lists. */
const MAX_FAULTS = 20;

/** What is wrong with one field. */
export interface FieldFault {
  /** `records[3].digest` */
  readonly field: string;
  readonly message: string;
}

export type ParsedIntake =
  | { readonly kind: "accepted"; readonly institutionId: number; readonly records: readonly NewRecord[] }
  | { readonly kind: "refused"; readonly faults: readonly FieldFault[] };

/** What of a record is no accepted standard now; null where all is. @param field how a fault names the record */
export type CheckStandards = (record: JudicialRecord, field: string) => FieldFault | null;

/** Checks the body of `POST /v1/records` and hashes its records. Lists the first faults, not only the first one. */
export function parseIntake(body: unknown, checkStandards: CheckStandards): ParsedIntake {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    return refuse("body", "an object with institutionId and records expected");
  }
  const { institutionId, records, ...others } = body as Record<string, unknown>;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) return refuseUnknown(unknown);
  if (typeof institutionId !== "number" || !Number.isInteger(institutionId) || institutionId < 1) {
    return refuse("institutionId", "a whole number from 1 expected");
  }
  if (!Array.isArray(records)) return refuse("records", "a list expected");
  if (records.length === 0) return refuse("records", "0 given, at least 1 expected");
  if (records.length > MAX_RECORDS) return refuse("records", `${records.length} given, at most ${MAX_RECORDS}`);

  const accepted: NewRecord[] = [];
  const faults: FieldFault[] = [];
  for (const [index, value] of records.entries()) {
    const parsed = parseItem(value, institutionId, `records[${index}]`, checkStandards);
    if ("message" in parsed) faults.push(parsed);
    else accepted.push(parsed);
    if (faults.length === MAX_FAULTS) break;
  }
  return faults.length > 0 ? { kind: "refused", faults } : { kind: "accepted", institutionId, records: accepted };
}

function parseItem(
  value: unknown,
  institutionId: number,
  field: string,
  checkStandards: CheckStandards,
): NewRecord | FieldFault {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { field, message: "an object expected" };
  }
  const { reference, ...rest } = value as Record<string, unknown>;
  const fault = checkReference(reference, `${field}.reference`);
  if (fault !== null) return fault;
  if ("institutionId" in rest) return { field: `${field}.institutionId`, message: "stands once, beside records" };
  try {
    const record = parseRecord({ ...rest, institutionId }, field);
    const notAccepted = checkStandards(record, field);
    if (notAccepted !== null) return notAccepted;
    return { reference: reference as string, record, leaf: hashLeaf(record) };
  } catch (error) {
    if (!(error instanceof LexanchorError)) throw error;
    const named = error.field ?? field;
    return {
      field: named,
      message: error.message.startsWith(`${named}: `) ? error.message.slice(named.length + 2) : error.message,
    };
  }
}

function checkReference(reference: unknown, field: string): FieldFault | null {
  if (typeof reference !== "string" || reference === "") return { field, message: "a text expected" };
  if (reference.length > MAX_REFERENCE_LENGTH) {
    return { field, message: `${reference.length} characters given, at most ${MAX_REFERENCE_LENGTH}` };
  }
  // A lone surrogate has no UTF-8 form: stored, it would come back as another reference.
  if (!reference.isWellFormed()) return { field, message: "is not well-formed Unicode" };
  return null;
}

/** A name that could not stand for a field (empty, a sentence, a megabyte) is quoted, and the body is at fault. */
function refuseUnknown(name: string): ParsedIntake {
  const known = "known are institutionId, records";
  if (/^\w{1,64}$/.test(name)) return refuse(name, `unknown field; ${known}`);
  return refuse("body", `unknown field ${JSON.stringify(name.slice(0, 64))}; ${known}`);
}

function refuse(field: string, message: string): ParsedIntake {
  return { kind: "refused", faults: [{ field, message }] };
}
