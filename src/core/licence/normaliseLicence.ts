import { LicenceError } from "./licenceError.js";

/** The longest normalised licence number, in code points. */
export const MAX_LICENCE_LENGTH = 64;

/**
 * What people put between the parts of a number, and what comes along unseen when they paste one: white space, hyphens
 * and dashes (`Pd`), characters without a shape (`Cf`, the byte order mark and the soft hyphen among them), and signs
 * that look like a hyphen and are none for Unicode: minus, modifier minus, hyphen bullet.
 */
const SEPARATORS = /[\p{White_Space}\p{Pd}\p{Cf}\u2212\u02d7\u2043]/gu;
const OUTSIDE = /[^\p{L}\p{M}0-9]/u;

/**
 * The one form of a licence number, however it was typed or pasted: Unicode NFKC (full-width digits become ASCII ones),
 * then without separators, then in upper case.
 *
 * Numbers that differ in separators only are the same licence. Letters of other scripts that look alike stay different.
 *
 * @param text as a user gives it
 * @returns 1 to 64 letters and digits
 * @throws LicenceError `licence-number-malformed`
 * @source Unicode Standard Annex 15
 */
export function normaliseLicence(text: string, field = "licence"): string {
  const number = text.normalize("NFKC").replace(SEPARATORS, "").toUpperCase().normalize("NFKC");
  const refuse = (fact: string): never => {
    throw new LicenceError({ code: "licence-number-malformed", field, fact });
  };
  if (!text.isWellFormed()) refuse("holds half of a character");
  if (number === "") refuse("no letter and no digit given, a licence number expected");
  const outside = OUTSIDE.exec(number)?.[0];
  if (outside !== undefined) {
    const point = (outside.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, "0");
    refuse(`"${outside}" (U+${point}) given, only letters, digits, spaces and hyphens expected`);
  }
  const { length } = Array.from(number);
  if (length > MAX_LICENCE_LENGTH) refuse(`${length} letters and digits given, at most ${MAX_LICENCE_LENGTH} expected`);
  return number;
}
