import { hmacSha256 } from "../digest/hmacSha256.js";
import { type Hex, fromHex, hexFault, toHex } from "../hex.js";
import { LicenceError } from "./licenceError.js";

/**
 * The salt of one credential, from a secret that its bureau keeps: made again at any time, so that an import can go on
 * where it stopped and a holder can ask for it, without a list of salts that could be lost.
 *
 * @param bureauSecret 32 random bytes of the bureau alone; whoever has it can find every name by trying
 * @param licence see `hashLicence`, 32 bytes
 * @returns 32 bytes: HMAC-SHA-256 of the licence hash
 * @throws LicenceError `holder-salt-malformed`
 */
export function holderSalt(bureauSecret: Hex, licence: Hex): Hex {
  for (const [field, value] of [
    ["bureauSecret", bureauSecret],
    ["licence", licence],
  ] as const) {
    const fact = hexFault(value, 32);
    if (fact !== null) throw new LicenceError({ code: "holder-salt-malformed", field, fact });
  }
  return toHex(hmacSha256(fromHex(bureauSecret), fromHex(licence)));
}
