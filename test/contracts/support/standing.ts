import { keccak256, toUtf8Bytes } from "ethers";
import type { IRecordAnchor } from "../../../typechain-types/records/RecordAnchor.js";
import type { Account, Chain, Platform } from "./platform.js";
import { deployPlatform, register, stranger } from "./platform.js";
import { recordsOf, treeOf } from "./records.js";
import { CAPABILITY } from "./words.js";

/** Numbers of `RecordStatus`. */
export const RECORD = { Standing: 0n, Withdrawn: 1n, Superseded: 2n } as const;

export const REASON = { code: 201n, document: keccak256(toUtf8Bytes("decision")) };
export const COURT = 1n;
export const OTHER_COURT = 2n;

export interface StandingScene extends Platform {
  platform: Platform;
  president: Account;
  relayer: Account;
  signer: Account;
  /** May do everything for the other court. */
  otherPresident: Account;
  /** Ten records of each court, anchored in one batch of it. */
  records: IRecordAnchor.RecordStruct[];
  otherRecords: IRecordAnchor.RecordStruct[];
  proofOf: (record: IRecordAnchor.RecordStruct) => string[];
  leafOf: (record: IRecordAnchor.RecordStruct) => Promise<string>;
}

/** Two courts with an anchored batch each; in the first, every capability has an account of its own. */
export async function withAnchoredRecords(chain: Chain): Promise<StandingScene> {
  const platform = await deployPlatform(chain);
  const { anchor } = platform;
  const [president, relayer, signer, otherPresident] = [0, 1, 2, 3].map((index) => stranger(platform, index)) as [
    Account,
    Account,
    Account,
    Account,
  ];
  const { ADMINISTER, RELAY, SIGN } = CAPABILITY;
  await register(platform, {
    code: "COURT",
    grants: [
      [president, ADMINISTER],
      [relayer, RELAY],
      [signer, SIGN],
    ],
  });
  await register(platform, { code: "OTHER", grants: [[otherPresident, ADMINISTER | RELAY | SIGN]] });
  const [records, otherRecords] = [recordsOf(COURT, 10), recordsOf(OTHER_COURT, 10)];
  const [tree, otherTree] = [treeOf(records), treeOf(otherRecords)];
  await anchor.connect(relayer).anchorBatch(COURT, tree.root, records.length);
  await anchor.connect(otherPresident).anchorBatch(OTHER_COURT, otherTree.root, otherRecords.length);
  return {
    ...platform,
    platform,
    president,
    relayer,
    signer,
    otherPresident,
    records,
    otherRecords,
    proofOf: (record) => {
      const index = records.indexOf(record);
      return index >= 0 ? tree.getProof(index) : otherTree.getProof(otherRecords.indexOf(record));
    },
    leafOf: (record) => anchor.hashRecord(record),
  };
}
