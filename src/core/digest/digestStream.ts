import { type Hex, toHex } from "../hex.js";
import { RecordError } from "../record/recordError.js";
import type { DigestAlgorithm } from "./algorithms.js";
import { createDigester } from "./createDigester.js";

/**
 * Digests a document of any size in constant memory.
 *
 * @param source its bytes, in pieces of any length
 * @param onProgress is told after each piece how many bytes were digested so far
 * @throws RecordError `digest-source-malformed` where a piece is not a `Uint8Array`; what the source throws, as it is
 */
export async function digestStream(
  algorithm: DigestAlgorithm,
  source: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>,
  onProgress?: (bytes: number) => void,
): Promise<Hex> {
  const digester = await createDigester(algorithm);
  let bytes = 0;
  for await (const piece of "getReader" in source ? piecesOf(source) : source) {
    requireBytes(piece, bytes);
    digester.update(piece);
    bytes += piece.length;
    onProgress?.(bytes);
  }
  return toHex(digester.digest());
}

/** Not all browsers can iterate over a stream. */
async function* piecesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  let finished = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      finished = done;
      if (done) return;
      yield value;
    }
  } finally {
    // whoever stops before the end does not want the rest
    if (!finished) await reader.cancel();
    reader.releaseLock();
  }
}

function requireBytes(piece: unknown, offset: number): void {
  if (piece instanceof Uint8Array) return;
  throw new RecordError({
    code: "digest-source-malformed",
    field: "source",
    fact: `what follows byte ${offset} is a ${typeof piece}, a Uint8Array expected`,
  });
}
