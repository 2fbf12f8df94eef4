import type { DisclosedField, Disclosure, Hex } from "../../../src/core/index.js";

export interface BrokenDisclosure {
  change: string;
  disclosure: Disclosure;
  field: string;
}

/** One change to each part of the first shown field, and to the root. */
export function breakDisclosure(disclosure: Disclosure): BrokenDisclosure[] {
  const [first, ...others] = disclosure.fields as [DisclosedField, ...DisclosedField[]];
  const changeFirst = (change: string, changed: Partial<DisclosedField>): BrokenDisclosure => ({
    change,
    disclosure: { ...disclosure, fields: [{ ...first, ...changed }, ...others] },
    field: changed.name ?? first.name,
  });
  return [
    changeFirst("value is another", { value: "another value" }),
    changeFirst("value is a list that holds it", { value: [first.value] }),
    changeFirst("name is another", { name: `${first.name}x` }),
    changeFirst("salt has one bit changed", { salt: flipLastBit(first.salt) }),
    changeFirst("proof has one hash more", { proof: [...first.proof, disclosure.metadataRoot] }),
    ...(first.proof.length === 0
      ? []
      : [
          changeFirst("proof has one hash less", { proof: first.proof.slice(1) }),
          changeFirst("proof has one bit changed", { proof: [flipLastBit(first.proof[0]!), ...first.proof.slice(1)] }),
        ]),
    {
      change: "root has one bit changed",
      disclosure: { ...disclosure, metadataRoot: flipLastBit(disclosure.metadataRoot) },
      field: first.name,
    },
  ];
}

/** The same bytes but for the lowest bit of the last one. */
export function flipLastBit(hex: Hex): Hex {
  const last = Number.parseInt(hex.slice(-1), 16) ^ 1;
  return `${hex.slice(0, -1)}${last.toString(16)}` as Hex;
}
