import { describeUtcSeconds } from "../receipt/receiptTime.js";
import type { ChainBatch, ChainInstitution } from "./chainObservation.js";
import { finding } from "./finding.js";
import type { Finding } from "./verdict.js";

/**
 * Whether the institution was active when it anchored, and answers for the account that did; its standing now is among
 * the facts.
 */
export function checkIssuer(institutionId: number, institution: ChainInstitution | null, batch: ChainBatch): Finding {
  if (institution === null) return finding("issuer-unknown", { institutionId });
  const { name, kind, status, statusAtAnchoring, statusSince } = institution;
  const { account, anchoredAt, disownedSince } = batch;
  const entitled = statusAtAnchoring === "active";
  const disowned = disownedSince !== null && disownedSince <= anchoredAt;
  return finding(!entitled ? "issuer-not-entitled" : disowned ? "issuer-account-disowned" : "issuer-entitled", {
    institutionId,
    name,
    kind,
    statusAtAnchoring,
    status,
    statusSince: describeUtcSeconds(statusSince),
    account,
    accountDisownedSince: disownedSince === null ? null : describeUtcSeconds(disownedSince),
  });
}
