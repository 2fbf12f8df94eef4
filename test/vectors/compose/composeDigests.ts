import { DIGEST_ALGORITHM_NAMES, type Hex, digestBytes } from "../../../src/core/index.js";

/** What is digested: `text` (UTF-8) or, where the bytes are no text, `repeat` times the bytes 0x00 to 0xff in order. */
const DOCUMENTS = [
  { text: "" },
  { text: "abc" },
  { text: "abcd".repeat(16) },
  { text: "本院认为，原告提交的电子证据真实、合法、有效。\n" },
  { repeat: 1 },
  { repeat: 4_096 },
] as const;

type DigestVector = ({ text: string } | { repeat: number }) & { bytes: number; digests: Record<string, Hex> };

/** digests.json: documents and their digest by each algorithm. */
export function composeDigests(): { vectors: DigestVector[] } {
  return {
    vectors: DOCUMENTS.map((document) => {
      const bytes = bytesOfDocument(document);
      const digests = Object.fromEntries(DIGEST_ALGORITHM_NAMES.map((name) => [name, digestBytes(name, bytes)]));
      return { ...document, bytes: bytes.length, digests };
    }),
  };
}

export function bytesOfDocument(document: { text: string } | { repeat: number }): Uint8Array {
  if ("text" in document) return new TextEncoder().encode(document.text);
  return Uint8Array.from({ length: 256 * document.repeat }, (_, i) => i % 256);
}
