import { type Hex, toHex } from "../hex.js";
import { DIGEST_ALGORITHM_NAMES, type DigestAlgorithm, digestAlgorithmNumber } from "./algorithms.js";
import { createReusableDigester } from "./createDigester.js";

const digesters = new Map(
  await Promise.all(DIGEST_ALGORITHM_NAMES.map(async (name) => [name, await createReusableDigester(name)] as const)),
);

/** Digests a document that is in memory; `digestStream` is for larger ones. */
export function digestBytes(algorithm: DigestAlgorithm, bytes: Uint8Array): Hex {
  const digest = digesters.get(algorithm);
  // names the known algorithms, for callers without types
  if (digest === undefined) throw new RangeError(`no digester for algorithm ${digestAlgorithmNumber(algorithm)}`);
  return toHex(digest(bytes));
}
