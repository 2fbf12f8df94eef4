import { RecordError } from "../record/recordError.js";

/** The digest algorithms of a record. Numbers are part of the record's encoding: append, never change. */
export const DIGEST_ALGORITHMS = [
  { name: "sha-256", number: 1 },
  { name: "sm3", number: 2 },
  { name: "sha3-256", number: 3 },
  { name: "keccak-256", number: 4 },
] as const;

/** How receipts and the API name the algorithm. Keccak-256 is Ethereum's, with the padding of before SHA-3. */
export type DigestAlgorithm = (typeof DIGEST_ALGORITHMS)[number]["name"];

/** All names, in the order of their numbers. */
export const DIGEST_ALGORITHM_NAMES: readonly DigestAlgorithm[] = DIGEST_ALGORITHMS.map(({ name }) => name);

const NUMBERS: ReadonlyMap<DigestAlgorithm, number> = new Map(
  DIGEST_ALGORITHMS.map(({ name, number }) => [name, number]),
);

/** Every algorithm gives 32 bytes. */
export const DIGEST_BYTES = 32;

export function isDigestAlgorithm(value: unknown): value is DigestAlgorithm {
  return (DIGEST_ALGORITHM_NAMES as readonly unknown[]).includes(value);
}

/** @returns 1 to 4, as a record is encoded */
export function digestAlgorithmNumber(name: DigestAlgorithm): number {
  const number = NUMBERS.get(name);
  if (number === undefined) throw unknownAlgorithm(name, "digestAlgorithm");
  return number;
}

/** @throws RecordError `record-digest-algorithm-malformed`, naming the known numbers */
export function digestAlgorithmName(number: number, field = "digestAlgorithm"): DigestAlgorithm {
  const found = DIGEST_ALGORITHMS.find((algorithm) => algorithm.number === number);
  if (found === undefined) throw unknownAlgorithm(String(number), field);
  return found.name;
}

function unknownAlgorithm(given: string, field: string): RecordError {
  const known = DIGEST_ALGORITHMS.map(({ name, number }) => `${number} ${name}`).join(", ");
  return new RecordError({
    code: "record-digest-algorithm-malformed",
    field,
    fact: `${given} given; known are ${known}`,
  });
}
