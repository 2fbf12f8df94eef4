import type { Row } from "./accessRows.js";
import { EVERYWHERE, withCapability } from "./accessRows.js";
import { recordsAt } from "./accessScene.js";
import { REASON } from "./standing.js";
import { CAPABILITY } from "./words.js";

const { ADMINISTER, SIGN } = CAPABILITY;
const RECORD = "(uint32,uint16,uint16,uint8,bytes32,bytes32)";

/** The standing of records: a relayer's key is not enough for any of it. */
export const RECORD_ROWS: Record<string, Row> = {
  [`RecordAnchor.withdrawRecord(${RECORD},bytes32[],(uint16,bytes32))`]: {
    at: EVERYWHERE,
    args: ({ place }) => [recordsAt(place)[0], [], REASON],
    expected: withCapability(SIGN),
  },
  [`RecordAnchor.supersedeRecord(${RECORD},bytes32[],${RECORD},bytes32[],(uint16,bytes32))`]: {
    at: EVERYWHERE,
    args: ({ place }) => [recordsAt(place)[0], [], recordsAt(place)[1], [], REASON],
    expected: withCapability(SIGN),
  },
  "RecordAnchor.disownAccount(uint32,address,uint48,(uint16,bytes32))": {
    at: EVERYWHERE,
    args: ({ place }) => [place.id, `0x${"ab".repeat(20)}`, 1, REASON],
    expected: withCapability(ADMINISTER),
  },
};
