import { toHex } from "../hex.js";
import { describeUtcSeconds } from "../receipt/receiptTime.js";
import { hashLeaf } from "../record/hashLeaf.js";
import type { JudicialRecord } from "../record/judicialRecord.js";
import type { ChainStanding } from "./chainObservation.js";
import { finding } from "./finding.js";
import type { Finding } from "./verdict.js";

/**
 * Whether the institution still stands by the record. A change by an account that it has disowned stays on the chain,
 * and is not the institution's: then nothing here can tell.
 *
 * @param standing by the leaf of `record`
 */
export function checkStanding(record: JudicialRecord, standing: ChainStanding | null): Finding {
  const { institutionId } = record;
  const leaf = toHex(hashLeaf(record));
  // There is a batch, so there is an answer: facts without one must not pass for a record that stands.
  if (standing === null) return finding("standing-node-unreachable", { institutionId, leaf });
  const { status, since, reasonCode, document, successor, account, accountDisownedSince } = standing;
  if (status === "standing") return finding("standing-stands", { institutionId, leaf });
  const disowned = accountDisownedSince !== null && since !== null && accountDisownedSince <= since;
  return finding(disowned ? "standing-change-disowned" : `standing-${status}`, {
    institutionId,
    leaf,
    status,
    since: since === null ? null : describeUtcSeconds(since),
    reasonCode,
    document,
    ...(status === "superseded" && { successor }),
    account,
    accountDisownedSince: accountDisownedSince === null ? null : describeUtcSeconds(accountDisownedSince),
  });
}
