import type { Row, Trial } from "./accessRows.js";
import { EVERYWHERE, withCapability } from "./accessRows.js";
import { CREDENTIALS_END, licencesAt } from "./accessScene.js";
import { REASON, issuanceOf } from "./lawyers.js";
import { CAPABILITY, KIND, shortText } from "./words.js";

/** A change of the institution's own credentials, by its accounts with LICENSE: a justice bureau's only. */
function byBureau(args: (trial: Trial) => unknown[]): Row {
  return { at: EVERYWHERE, args, expected: withCapability(CAPABILITY.LICENSE), ofKind: KIND.JusticeBureau };
}

const CN_11 = shortText("CN-11");
const changeActive = ({ place }: Trial) => [place.id, [licencesAt(place).active], REASON];

export const LAWYER_ROWS: Record<string, Row> = {
  "LawyerRegistry.issue(uint32,(bytes32,bytes32,uint48,uint48,uint16,bytes32)[],(uint16,bytes32))": byBureau(
    ({ place }) => [
      place.id,
      [issuanceOf("new", 1_000_000_000, { jurisdiction: "CN-11", validUntil: CREDENTIALS_END })],
      REASON,
    ],
  ),
  "LawyerRegistry.renew(uint32,bytes32[],uint48,uint48,(uint16,bytes32))": byBureau(({ place }) => [
    place.id,
    [licencesAt(place).active],
    CREDENTIALS_END,
    CREDENTIALS_END + 1n,
    REASON,
  ]),
  "LawyerRegistry.suspend(uint32,bytes32[],(uint16,bytes32))": byBureau(changeActive),
  "LawyerRegistry.reinstate(uint32,bytes32[],(uint16,bytes32))": byBureau(({ place }) => [
    place.id,
    [licencesAt(place).suspended],
    REASON,
  ]),
  "LawyerRegistry.revoke(uint32,bytes32[],(uint16,bytes32))": byBureau(changeActive),
  "LawyerRegistry.transfer(uint32,uint32,bytes32,bytes32[],(uint16,bytes32))": byBureau(({ place }) => [
    place.id,
    place.id,
    CN_11,
    [licencesAt(place).active],
    REASON,
  ]),
  "LawyerRegistry.changeHolderKeys(uint32,(bytes32,address)[],(uint16,bytes32))": byBureau(({ place }) => [
    place.id,
    [{ licence: licencesAt(place).active, key: `0x${"ab".repeat(20)}` }],
    REASON,
  ]),
};
