import type { Hex } from "../core/index.js";

/** Why something was decided. */
export interface Reason {
  /** As numbered in docs/standards.md; 0 for none. */
  readonly code: number;
  /** Digest of the decision, 32 bytes; null for none. */
  readonly document: Hex | null;
}

export const NO_REASON: Reason = { code: 0, document: null };

/** As the contracts take it. */
export function encodeReason({ code, document }: Reason): { code: number; document: Hex } {
  return { code, document: document ?? ZERO_WORD };
}

export const ZERO_WORD: Hex = `0x${"0".repeat(64)}`;

/** A word of a contract; null for 0, which is none. */
export function wordOrNull(word: string): Hex | null {
  const hex = word.toLowerCase() as Hex;
  return hex === ZERO_WORD ? null : hex;
}
