import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DigestAlgorithm, JsonObject } from "../../src/core/index.js";

export const SAMPLE_FOLDER = fileURLToPath(new URL("../../samples/civil-case/", import.meta.url));

export interface SampleInstitution {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly kind: string;
  readonly jurisdiction: string;
  /** Code of the institution above it. */
  readonly parent: string | null;
}

export interface SampleDocument {
  /** Name of the file in the folder of the case. */
  readonly file: string;
  /** Code of the institution that records it. */
  readonly institution: string;
  readonly kind: number;
  readonly schema: number;
  readonly digestAlgorithm: DigestAlgorithm;
  readonly reference: string;
  readonly title: { readonly en: string; readonly zh: string };
  readonly metadata: JsonObject;
  /** Names of the fields that are shown to everyone. */
  readonly disclose: readonly string[];
}

export interface SampleCase {
  readonly title: { readonly en: string; readonly zh: string };
  readonly institutions: readonly SampleInstitution[];
  readonly documents: readonly SampleDocument[];
}

/** The bundled case: `samples/civil-case/case.json`. It is ours; a test reads all of it. */
export async function readSampleCase(): Promise<SampleCase> {
  return JSON.parse(await readFile(join(SAMPLE_FOLDER, "case.json"), "utf8")) as SampleCase;
}
