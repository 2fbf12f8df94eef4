import { decodeBytes32String, hexlify, toUtf8Bytes } from "ethers";
import type { Hex } from "../core/index.js";
import { ChainError } from "./errors.js";

const CODE = /^[\x21-\x7e]{1,32}$/;
const PATH = /^[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*$/;

/**
 * A code as the contracts keep it: left-aligned in 32 bytes.
 * @param code 1 to 32 visible ASCII characters
 * @throws ChainError `short-text-malformed`
 * @custom:source contracts/libraries/ShortText.sol `isCode`
 */
export function encodeCode(code: string, field = "code"): Hex {
  if (!CODE.test(code)) {
    throw new ChainError({
      code: "short-text-malformed",
      message: `${field}: ${JSON.stringify(code)} given, 1 to 32 visible ASCII characters expected`,
      field,
    });
  }
  return encodeShortText(code);
}

/**
 * A jurisdiction as the contracts keep it: left-aligned in 32 bytes.
 * @param jurisdiction ASCII letters and digits in parts joined by single `-`, at most 32 characters: `CN-11-0105`
 * @throws ChainError `short-text-malformed`
 * @custom:source contracts/libraries/ShortText.sol `isPath`
 */
export function encodeJurisdiction(jurisdiction: string, field = "jurisdiction"): Hex {
  if (jurisdiction.length > 32 || !PATH.test(jurisdiction)) {
    throw new ChainError({
      code: "short-text-malformed",
      message: `${field}: ${JSON.stringify(jurisdiction)} given, letters and digits in parts joined by single "-" expected, at most 32 characters`,
      field,
    });
  }
  return encodeShortText(jurisdiction);
}

/** The text in a word; where it is none, the word itself as hex. */
export function decodeShortText(word: string): string {
  if (word.endsWith("00")) {
    try {
      return decodeBytes32String(word);
    } catch {
      return word;
    }
  }
  const bytes = Uint8Array.from({ length: 32 }, (_, i) => Number.parseInt(word.slice(2 + 2 * i, 4 + 2 * i), 16));
  return bytes.every((byte) => byte >= 0x21 && byte <= 0x7e) ? String.fromCharCode(...bytes) : word;
}

/** ASCII of at most 32 characters; unlike ethers' `encodeBytes32String`, all 32 may be used. */
export function encodeShortText(text: string): Hex {
  const word = new Uint8Array(32);
  word.set(toUtf8Bytes(text));
  return hexlify(word) as Hex;
}
