/** @custom:source contracts/types/InstitutionId.sol: uint32 */
const MAX_INSTITUTION_ID = 0xffff_ffff;

/** Whether a text is the number of an institution that could be; anything else may be a code. */
export function isInstitutionNumber(text: string): boolean {
  return /^[1-9][0-9]{0,9}$/.test(text) && Number(text) <= MAX_INSTITUTION_ID;
}
