import { createRequire } from "node:module";
import type { MetadataSchema } from "../../../src/core/standards/metadataSchema.js";

interface FullValidator {
  addVocabulary(keywords: string[]): void;
  compile(schema: object): (value: unknown) => boolean;
}

/** A validator of all of JSON Schema 2020-12: the one that Fastify brings along. */
export function compileFully(schema: MetadataSchema): (value: unknown) => boolean {
  const ofFastify = createRequire(createRequire(import.meta.url).resolve("fastify"));
  const ofCompiler = createRequire(ofFastify.resolve("@fastify/ajv-compiler"));
  const { Ajv2020 } = ofCompiler("ajv/dist/2020.js") as { Ajv2020: new (options: object) => FullValidator };
  const addFormats = ofCompiler("ajv-formats") as (validator: FullValidator, options: object) => void;
  const validator = new Ajv2020({ strict: true, allowUnionTypes: false });
  validator.addVocabulary(["x-title-zh", "x-enum-zh"]);
  addFormats(validator, { mode: "full", formats: ["date", "date-time"] });
  return validator.compile(schema);
}
