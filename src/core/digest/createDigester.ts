import { createKeccak, createSHA256, createSHA3, createSM3 } from "hash-wasm";
import { type DigestAlgorithm, digestAlgorithmName, digestAlgorithmNumber } from "./algorithms.js";

/** Digests bytes as they come, in constant memory. For one document; then make another. */
export interface Digester {
  update(bytes: Uint8Array): void;
  /** @returns 32 bytes; the digester takes nothing more after it */
  digest(): Uint8Array;
}

/** Makes a digester of its own, so that several streams can be digested at the same time. */
export async function createDigester(algorithm: DigestAlgorithm): Promise<Digester> {
  const hasher = await createHasher(algorithm);
  hasher.init();
  return {
    update: (bytes) => {
      hasher.update(bytes);
    },
    digest: () => hasher.digest("binary"),
  };
}

/** Makes a function that digests one whole text of bytes after the other with one instance. */
export async function createReusableDigester(algorithm: DigestAlgorithm): Promise<(bytes: Uint8Array) => Uint8Array> {
  const hasher = await createHasher(algorithm);
  return (bytes) => hasher.init().update(bytes).digest("binary");
}

function createHasher(algorithm: DigestAlgorithm): ReturnType<typeof createSM3> {
  // by number, so that a name from untyped code is refused, not taken for the last case
  switch (digestAlgorithmName(digestAlgorithmNumber(algorithm))) {
    case "sha-256":
      return createSHA256();
    case "sm3":
      return createSM3();
    case "sha3-256":
      return createSHA3(256);
    case "keccak-256":
      return createKeccak(256);
  }
}
