import type * as Records from "../../../typechain-types/records/RecordAnchor.js";
import type { Hex } from "../../core/index.js";
import { readAccount, readReason } from "./eventValues.js";
import type { EventDecoder } from "./eventValues.js";

export const RECORD_EVENTS = {
  RecordWithdrawn: (({ institutionId, leaf, account, reason }) => ({
    type: "record-standing-changed",
    institutionId: Number(institutionId),
    leaf: leaf.toLowerCase() as Hex,
    status: "withdrawn",
    successor: null,
    account: readAccount(account),
    reason: readReason(reason),
  })) satisfies EventDecoder<Records.RecordWithdrawnEvent.OutputObject>,

  RecordSuperseded: (({ institutionId, leaf, successor, account, reason }) => ({
    type: "record-standing-changed",
    institutionId: Number(institutionId),
    leaf: leaf.toLowerCase() as Hex,
    status: "superseded",
    successor: successor.toLowerCase() as Hex,
    account: readAccount(account),
    reason: readReason(reason),
  })) satisfies EventDecoder<Records.RecordSupersededEvent.OutputObject>,

  AccountDisowned: (({ institutionId, account, since, administrator, reason }) => ({
    type: "account-disowned",
    institutionId: Number(institutionId),
    account: readAccount(account),
    since: Number(since),
    administrator: readAccount(administrator),
    reason: readReason(reason),
  })) satisfies EventDecoder<Records.AccountDisownedEvent.OutputObject>,
};
