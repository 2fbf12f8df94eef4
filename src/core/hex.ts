import { LexanchorError } from "./errors.js";

/** Bytes as text: `0x` and two lower-case hexadecimal digits for each byte. */
export type Hex = `0x${string}`;

/** A text is not the hexadecimal that was expected. */
export class HexError extends LexanchorError {
  override readonly name = "HexError";

  constructor(field: string, fact: string) {
    super({ code: "hex-malformed", message: `${field}: ${fact}`, field });
  }
}

const BYTE_TO_HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const HEX = /^0x(?:[0-9a-fA-F]{2})*$/;

/** @returns `0x` and lower-case digits, two a byte */
export function toHex(bytes: Uint8Array): Hex {
  let text: Hex = "0x";
  for (const byte of bytes) text += BYTE_TO_HEX[byte] ?? "";
  return text;
}

/**
 * @param hex `0x` and an even number of digits, of either case
 * @param expectedBytes the length that the bytes must have; any where absent
 * @param field how the error names the text
 * @throws HexError `hex-malformed`
 */
export function fromHex(hex: string, expectedBytes?: number, field = "hex"): Uint8Array<ArrayBuffer> {
  const fault = hexFault(hex, expectedBytes);
  if (fault !== null) throw new HexError(field, fault);
  const bytes = new Uint8Array((hex.length - 2) / 2);
  writeHex(hex as Hex, bytes, 0, bytes.length, field);
  return bytes;
}

/** Whether two texts are the same bytes, whatever their case. */
export function sameHex(a: Hex, b: Hex): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Why a text is not hexadecimal of this many bytes; `null` where it is. */
export function hexFault(hex: string, expectedBytes?: number): string | null {
  if (!hex.startsWith("0x")) return "does not begin with 0x";
  if (!HEX.test(hex))
    return hex.length % 2 === 0 ? "holds a character that is no hexadecimal digit" : "has an odd length";
  const givenBytes = (hex.length - 2) / 2;
  if (expectedBytes === undefined || givenBytes === expectedBytes) return null;
  return `${givenBytes} bytes given, ${expectedBytes} expected`;
}

/**
 * Writes the bytes of a checked text into `target` from `offset` on, without allocating.
 *
 * @throws HexError where it is not `bytes` long, so that no byte of what `target` held before can stay
 */
export function writeHex(hex: Hex, target: Uint8Array, offset: number, bytes: number, field: string): void {
  if (hex.length !== 2 + 2 * bytes) throw new HexError(field, hexFault(hex, bytes) ?? "not hexadecimal");
  for (let i = 2, at = offset; i < hex.length; i += 2, at += 1) {
    target[at] = (nibble(hex.charCodeAt(i)) << 4) | nibble(hex.charCodeAt(i + 1));
  }
}

/** Digits are 0x30 to 0x39; letters begin at 0x41 or 0x61, and have 1 to 6 in their low four bits. */
function nibble(charCode: number): number {
  return (charCode & 0x0f) + (charCode >> 6) * 9;
}
