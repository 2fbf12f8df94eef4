import type { Standard } from "../../chain/index.js";
import { RECORD_KINDS, digestAlgorithmNumber } from "../../core/index.js";
import type { JudicialRecord } from "../../core/index.js";
import { StandardCategory, schemaStandardId, standardId } from "../../core/standards/index.js";
import type { RegistryQueries } from "../registry/queries/createRegistryQueries.js";
import type { CheckStandards, FieldFault } from "./parseIntake.js";

interface Snapshot {
  /** Hash of the block up to which the index had read. */
  readonly block: string;
  /** By their numbers; none where the platform has no registry of standards. */
  readonly standards: ReadonlyMap<number, Standard>;
}

/**
 * Makes the check of one request's records: refuses those whose kind, schema or digest algorithm is not in force now, by the registry as the index has read it.
 * Before the index has read it, and where there is none, only the kinds that this version knows are taken: a record that
 * slips through then is found by its verification, which asks the chain.
 *
 * @param now Unix milliseconds
 */
export function createStandardsCheck(registry: RegistryQueries, now: () => number): () => CheckStandards {
  let last: Snapshot | null = null;

  function snapshot(): Snapshot | null {
    const position = registry.position();
    if (position === null) return null;
    if (last?.block === position.hash) return last;
    const found = registry.standards(null);
    if (found === null) return null;
    last = {
      block: found.asOf.hash,
      standards: new Map(found.value.standards.map((standard) => [standard.id, standard])),
    };
    return last;
  }

  return () => {
    const standards = snapshot()?.standards;
    return (record, field) => findFault(record, field, standards, Math.floor(now() / 1000));
  };
}

function findFault(
  { kind, schema, digestAlgorithm }: JudicialRecord,
  field: string,
  standards: ReadonlyMap<number, Standard> | undefined,
  time: number,
): FieldFault | null {
  if (standards === undefined || standards.size === 0) {
    if (RECORD_KINDS.some(({ number }) => number === kind)) return null;
    const known = RECORD_KINDS.map(({ number, slug }) => `${number} ${slug}`).join(", ");
    return { field: `${field}.kind`, message: `${kind} given; known are ${known}` };
  }
  const isInForce = (id: number): boolean => {
    const versions = standards.get(id)?.versions ?? [];
    return versions.some(({ from, until }) => from <= time && (until === null || time < until));
  };
  if (!isInForce(standardId(StandardCategory.recordKind, kind))) {
    return { field: `${field}.kind`, message: `${kind} given; no record kind of that number is in force now` };
  }
  if (!isInForce(schemaStandardId(kind, schema))) {
    return { field: `${field}.schema`, message: `${schema} given; no such schema of kind ${kind} is in force now` };
  }
  const algorithm = standardId(StandardCategory.digestAlgorithm, digestAlgorithmNumber(digestAlgorithm));
  if (isInForce(algorithm)) return null;
  return { field: `${field}.digestAlgorithm`, message: `${digestAlgorithm} given; it is not in force now` };
}
