import type { IRecordAnchor } from "../../typechain-types/records/RecordAnchor.js";
import type { ChainStanding, Hex, RecordStatus } from "../core/index.js";
import { recordAnchorAt } from "./anchoring.js";
import type { CallSheet } from "./callSheet.js";
import { decodeViewCall, viewCall } from "./contractCalls.js";
import { ChainError } from "./errors.js";
import type { Node } from "./node.js";
import { wordOrNull } from "./reason.js";

/** A record's standing; whether its institution answers for the account that changed it is asked after. */
export type StandingAnswer = Omit<ChainStanding, "accountDisownedSince">;

/** In the order of the contract's enum. @custom:source contracts/interfaces/IRecordAnchor.sol `RecordStatus` */
const RECORD_STATUSES = ["standing", "withdrawn", "superseded"] as const satisfies readonly RecordStatus[];

/** Asks whether a record stands; reads the answer once the sheet was sent. */
export function askStanding(
  node: Node,
  sheet: CallSheet,
  { recordAnchor, institutionId, leaf }: { recordAnchor: Hex; institutionId: number; leaf: Hex },
  tag: string,
): () => StandingAnswer {
  const contract = recordAnchorAt(recordAnchor);
  const standing = sheet.add(viewCall(contract, "standingOf", [institutionId, leaf], tag));
  return () => {
    const [answer] = decodeViewCall(node, contract, "standingOf", standing());
    return parseStanding(answer as IRecordAnchor.RecordStandingStructOutput);
  };
}

/** @throws ChainError `record-status-unknown`: a number that only a newer version knows */
export function parseStanding(answer: IRecordAnchor.RecordStandingStructOutput): StandingAnswer {
  const status = RECORD_STATUSES[Number(answer.status)];
  if (status === undefined) {
    throw new ChainError({
      code: "record-status-unknown",
      message: `record status ${answer.status} is not known here`,
    });
  }
  if (status === "standing") {
    return { status, since: null, reasonCode: null, document: null, successor: null, account: null };
  }
  return {
    status,
    since: Number(answer.since),
    reasonCode: Number(answer.reasonCode) || null,
    document: wordOrNull(answer.document),
    successor: wordOrNull(answer.successor),
    account: answer.account.toLowerCase() as Hex,
  };
}
