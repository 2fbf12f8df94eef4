import { Result } from "ethers";

/** A struct that a contract answered, as an object by field; structs within it too. */
export function fieldsOf(struct: object): Record<string, unknown> {
  return (struct as Result).toObject(true);
}
