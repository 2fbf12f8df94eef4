import { describeUtcSeconds } from "../core/receipt/receiptTime.js";
import { describeCapabilities } from "./capabilities.js";
import { functionName } from "./contractInterfaces.js";
import { INSTITUTION_KINDS, institutionStatusByNumber } from "./institutionKinds.js";
import type { RevertArguments } from "./revert.js";
import { decodeShortText } from "./shortText.js";

/** What a custom error says, from its arguments. */
export type Sentence = (args: RevertArguments) => string;

type Argument = RevertArguments[string] | undefined;

/** In the order of their numbers. @custom:source contracts/access/PlatformRoles.sol */
const ROLES = [
  "administrator",
  "registrar",
  "standards committee",
  "alliance operator",
  "guardian",
  "standards approver",
];
/** In the order of the contracts' enums. */
const RECORD_STATUSES = ["standing", "withdrawn", "superseded"];
const CREDENTIAL_STATUSES = ["not issued", "active", "suspended", "revoked"];
const PROPOSAL_STATUSES = ["not made", "open", "activated", "withdrawn", "rejected"];
const CATEGORIES = ["standard", "record kind", "schema", "digest algorithm", "statutory limit", "window", "calendar"];

export const role = (id: Argument): string => ROLES[Number(id)] ?? `role ${id}`;
export const capabilities = (bits: Argument): string => describeCapabilities(Number(bits));
export const kind = (number: Argument): string =>
  INSTITUTION_KINDS.find((entry) => entry.number === number)?.en ?? `institution of kind ${number}`;
export const status = (number: Argument): string =>
  Number(number) <= 3 ? institutionStatusByNumber(Number(number)) : `status ${number}`;
export const recordStatus = (number: Argument): string => RECORD_STATUSES[Number(number)] ?? `status ${number}`;
export const credentialStatus = (number: Argument): string => CREDENTIAL_STATUSES[Number(number)] ?? `status ${number}`;
export const proposalStatus = (number: Argument): string => PROPOSAL_STATUSES[Number(number)] ?? `status ${number}`;
export const text = (word: Argument): string => decodeShortText(String(word));
export const call = (selector: Argument): string => functionName(String(selector));
/** Contracts carry any 48 bits, more than a calendar has. */
export const time = (seconds: Argument): string => describeUtcSeconds(Number(seconds));

/** `digest algorithm 2`, `schema 1 of record kind 5`; the bare number where it is none of a category. */
export function standard(id: Argument): string {
  const [category, code] = [Math.floor(Number(id) / 2 ** 32), Number(id) % 2 ** 32];
  const name = CATEGORIES[category];
  if (category === 0 || name === undefined) return `standard ${id}`;
  return category === 2 ? `schema ${code % 2 ** 16} of record kind ${Math.floor(code / 2 ** 16)}` : `${name} ${code}`;
}
