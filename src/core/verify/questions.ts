/** What a check asks, in the order in which a verdict answers. */
export const QUESTIONS = [
  "integrity",
  "inclusion",
  "anchoring",
  "issuer",
  "standing",
  "standards",
  "finality",
  "disclosure",
  "recognition",
] as const;

/**
 * `integrity` the document has this digest · `inclusion` the record is under this root · `anchoring` the root is on this
 * chain, by this institution, at this time · `issuer` the institution was entitled then; its standing now · `standing`
 * not withdrawn, not superseded · `standards` kind, schema and algorithm were accepted then · `finality` deep enough ·
 * `disclosure` the shown fields belong to the record · `recognition` for a record of a partner.
 */
export type Question = (typeof QUESTIONS)[number];

/**
 * `valid` it is so · `invalid` it is not so, and the facts show it · `error` it could not be found out · `skipped`
 * nothing was asked, or there is nothing to ask yet.
 */
export type FindingResult = "valid" | "invalid" | "error" | "skipped";
