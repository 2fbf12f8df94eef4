import { LicenceError } from "./licenceError.js";

/** The longest holder's name, in UTF-8 bytes. */
export const MAX_HOLDER_NAME_BYTES = 256;

/** Dots that stand between the parts of a name, and look alike: bullet, hyphenation point, dot operator, katakana. */
const MIDDLE_DOTS = /\s*[\u00b7\u2022\u2027\u2219\u22c5\u30fb]\s*/gu;
const HAN_SPACED = /(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu;

/**
 * The one form of a holder's name: Unicode NFKC, no characters without a shape, one space where there were several, none
 * at the ends or between Han characters, and `·` for every middle dot (`买买提·艾力`).
 *
 * Case stays: a name is written as its holder writes it.
 *
 * @returns 1 to 256 bytes of UTF-8
 * @throws LicenceError `holder-name-malformed`
 */
export function normaliseHolderName(text: string, field = "name"): string {
  if (!text.isWellFormed()) {
    throw new LicenceError({ code: "holder-name-malformed", field, fact: "holds half of a character" });
  }
  const name = text
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .normalize("NFKC")
    .replace(/\s+/gu, " ")
    .replace(HAN_SPACED, "")
    .replace(MIDDLE_DOTS, "·")
    .trim();
  const bytes = new TextEncoder().encode(name).length;
  if (bytes === 0 || bytes > MAX_HOLDER_NAME_BYTES) {
    const fact = `${bytes} bytes given, 1 to ${MAX_HOLDER_NAME_BYTES} expected`;
    throw new LicenceError({ code: "holder-name-malformed", field, fact });
  }
  return name;
}
