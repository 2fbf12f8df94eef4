import { describeUtcSeconds } from "../receipt/receiptTime.js";
import type { JudicialRecord } from "../record/judicialRecord.js";
import type { ChainBatch, ChainStandard, ChainStandards } from "./chainObservation.js";
import { finding } from "./finding.js";
import type { FindingCode } from "./findingCodes.js";
import type { Finding } from "./verdict.js";

/**
 * Whether kind, schema and digest algorithm were accepted when the record was anchored. What was retired since changes
 * nothing about that, and is among the facts.
 *
 * @param now the chain's time in Unix seconds
 */
export function checkStandards(
  { kind, schema, digestAlgorithm }: JudicialRecord,
  standards: ChainStandards | null,
  { anchoredAt }: ChainBatch,
  now: number,
): Finding {
  if (standards === null) return finding("standards-not-registered", {});
  return finding(judge(standards, now), {
    kind,
    schema,
    digestAlgorithm,
    anchoredAt: describeUtcSeconds(anchoredAt),
    kindAcceptedUntil: endOf(standards.kind),
    schemaAcceptedUntil: endOf(standards.schema),
    digestAlgorithmAcceptedUntil: endOf(standards.digestAlgorithm),
  });
}

function judge(standards: ChainStandards, now: number): FindingCode {
  if (!standards.kind.accepted) return "standards-kind-not-accepted";
  if (!standards.schema.accepted) return "standards-schema-not-accepted";
  if (!standards.digestAlgorithm.accepted) return "standards-algorithm-not-accepted";
  const ended = [standards.kind, standards.schema, standards.digestAlgorithm].some(
    ({ acceptedUntil }) => acceptedUntil !== null && acceptedUntil <= now,
  );
  return ended ? "standards-retired-since" : "standards-accepted";
}

function endOf({ acceptedUntil }: ChainStandard): string | null {
  return acceptedUntil === null ? null : describeUtcSeconds(acceptedUntil);
}
