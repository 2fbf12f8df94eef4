import { FINDING_CODES, type FindingCode } from "./findingCodes.js";
import type { Finding, FindingFacts } from "./verdict.js";

/** A finding; question and result follow from the code. */
export function finding(code: FindingCode, facts: FindingFacts): Finding {
  const { question, result } = FINDING_CODES[code];
  return { question, result, code, facts };
}
