import { AbiCoder, keccak256, toUtf8Bytes } from "ethers";
import type { ILawyerRegistry, LawyerRegistry } from "../../../typechain-types/lawyers/LawyerRegistry.js";
import type { Account, Chain, Platform } from "./platform.js";
import { deployPlatform, register, stranger } from "./platform.js";
import { CAPABILITY, COMMON_CAPABILITIES, KIND, shortText } from "./words.js";

/** Numbers of `CredentialStatus`. */
export const CREDENTIAL = { None: 0n, Active: 1n, Suspended: 2n, Revoked: 3n } as const;

export const DAY = 86_400;
export const REASON = { code: 101n, document: keccak256(toUtf8Bytes("decision")) };
export const SALT = keccak256(toUtf8Bytes("salt"));
export const NAME = "张三";

/** Ids of the institutions of the scene. */
export const MINISTRY = 1n;
export const BEIJING = 2n;
export const CHAOYANG = 3n;
export const SHANGHAI = 4n;
export const COURT = 5n;

export interface LawyerScene extends Platform {
  platform: Platform;
  /** Accounts that administer their institution, and license where it is a bureau. */
  ministry: Account;
  beijing: Account;
  chaoyang: Account;
  shanghai: Account;
  court: Account;
  /** An account that may do nothing for anybody. */
  outsider: Account;
}

/** A ministry above the bureaus of Beijing and Shanghai, one of Beijing's districts, and a court. */
export async function deployBureaus(chain: Chain): Promise<LawyerScene> {
  const platform = await deployPlatform(chain);
  const [ministry, beijing, chaoyang, shanghai, court, outsider] = [0, 1, 2, 3, 4, 5].map((index) =>
    stranger(platform, index),
  ) as [Account, Account, Account, Account, Account, Account];
  const bureau = (code: string, jurisdiction: string, parent: bigint, account: Account) =>
    register(platform, {
      code,
      kind: KIND.JusticeBureau,
      jurisdiction,
      parent,
      grants: [[account, COMMON_CAPABILITIES | CAPABILITY.LICENSE]],
    });
  await bureau("MINISTRY", "CN", 0n, ministry);
  await bureau("BEIJING", "CN-11", MINISTRY, beijing);
  await bureau("CHAOYANG", "CN-11-0105", BEIJING, chaoyang);
  await bureau("SHANGHAI", "CN-31", MINISTRY, shanghai);
  await register(platform, { code: "COURT", grants: [[court, COMMON_CAPABILITIES]] });
  return { ...platform, platform, ministry, beijing, chaoyang, shanghai, court, outsider };
}

/** The hash under which a licence number is kept. */
export const licenceOf = (number: string): string => keccak256(toUtf8Bytes(number));

/** The commitment that `salt` and `name` open. */
export function commitTo(name: string, salt = SALT): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode(["bytes32", "string"], [salt, name]));
}

export interface IssuanceInput {
  jurisdiction?: string;
  validFrom?: number | bigint;
  validUntil?: number | bigint;
  scope?: bigint;
  holderCommitment?: string;
}

/** A credential valid for a year from the first second after `now`, for a lawyer of Chaoyang unless said otherwise. */
export function issuanceOf(number: string, now: number, other: IssuanceInput = {}): ILawyerRegistry.IssuanceStruct {
  const { jurisdiction = "CN-11-0105", validFrom = now + 1, validUntil = now + 365 * DAY } = other;
  return {
    licence: licenceOf(number),
    jurisdiction: shortText(jurisdiction),
    validFrom,
    validUntil,
    scope: other.scope ?? 3n,
    holderCommitment: other.holderCommitment ?? commitTo(NAME),
  };
}

/** Whether the holder is entitled at the time, and in which standing. */
export async function standingAt(lawyers: LawyerRegistry, licence: string, time: number | bigint) {
  const { entitled, state } = await lawyers.verifyLawyer(licence, time);
  return [entitled, state.status] as const;
}
