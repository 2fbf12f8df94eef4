import { keccak256 } from "../digest/keccak256.js";
import { type Hex, toHex } from "../hex.js";
import { normaliseLicence } from "./normaliseLicence.js";

/**
 * The hash under which `LawyerRegistry` keeps a credential: `keccak256` of the normalised number in UTF-8.
 *
 * Hides nothing: numbers are few, and whoever knows how they are formed finds the one behind a hash.
 *
 * @param number as a user gives it
 * @returns 32 bytes
 * @throws LicenceError `licence-number-malformed`
 * @source contracts/types/Credential.sol `LicenceHash`
 */
export function hashLicence(number: string, field = "licence"): Hex {
  return toHex(keccak256(new TextEncoder().encode(normaliseLicence(number, field))));
}
