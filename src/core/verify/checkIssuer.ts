import { describeUtcSeconds } from "../receipt/receiptTime.js";
import type { ChainInstitution } from "./chainObservation.js";
import { finding } from "./finding.js";
import type { Finding } from "./verdict.js";

/** Whether the institution was active when it anchored; its standing now is among the facts. */
export function checkIssuer(institutionId: number, institution: ChainInstitution | null): Finding {
  if (institution === null) return finding("issuer-unknown", { institutionId });
  const { name, kind, status, statusAtAnchoring, statusSince } = institution;
  return finding(statusAtAnchoring === "active" ? "issuer-entitled" : "issuer-not-entitled", {
    institutionId,
    name,
    kind,
    statusAtAnchoring,
    status,
    statusSince: describeUtcSeconds(statusSince),
  });
}
