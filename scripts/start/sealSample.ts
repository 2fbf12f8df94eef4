import { createReadStream } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  LexanchorError,
  digestStream,
  disclose,
  hashLeaf,
  parseSealedRecordJson,
  sealDocument,
  toHex,
} from "../../src/core/index.js";
import type { Disclosure, Hex, SealedRecord } from "../../src/core/index.js";
import { errnoOf } from "../../src/cli/errnoOf.js";
import { disclosureFileOf, sealedFileOf } from "../../src/cli/fileNames.js";
import { writeFileWhole } from "../../src/cli/writeFileWhole.js";
import type { HomePaths } from "../../src/cli/home/homePaths.js";
import type { OnboardedInstitution } from "./onboardSample.js";
import { SAMPLE_FOLDER } from "./readSampleCase.js";
import type { SampleDocument } from "./readSampleCase.js";

/** A document of the sample, sealed. */
export interface SealedDocument {
  readonly document: SampleDocument;
  readonly institution: OnboardedInstitution;
  /** Path of the document. */
  readonly path: string;
  /** Path of what belongs to it in the sample's folder, without ending. */
  readonly keptAs: string;
  readonly sealed: SealedRecord;
  /** The caller's own id of the record. */
  readonly reference: string;
  readonly disclosure: Disclosure;
}

/**
 * Seals the sample's documents, each for its institution, and keeps the sealed records and disclosures in the sample's
 * folder. What an earlier start has sealed is the same record again, as long as its document is the same.
 */
export async function sealSample(
  paths: HomePaths,
  documents: readonly SampleDocument[],
  institutions: readonly OnboardedInstitution[],
): Promise<SealedDocument[]> {
  await mkdir(paths.sample, { recursive: true, mode: 0o700 });
  const sealedDocuments: SealedDocument[] = [];
  for (const document of documents) {
    const institution = institutions.find(({ code }) => code === document.institution);
    if (institution === undefined) throw new RangeError(`${document.file}: no institution ${document.institution}`);
    const path = join(SAMPLE_FOLDER, document.file);
    const keptAs = join(paths.sample, document.file);
    const digest = await digestStream(document.digestAlgorithm, createReadStream(path));
    const sealed = (await readSealed(sealedFileOf(keptAs), document, institution.id, digest)) ?? seal();
    const disclosure = disclose(sealed, document.disclose);
    await writeJson(sealedFileOf(keptAs), sealed, 0o600);
    await writeJson(disclosureFileOf(sealedFileOf(keptAs)), disclosure, 0o644);
    sealedDocuments.push({
      document,
      institution,
      path,
      keptAs,
      sealed,
      reference: sealed.reference as string,
      disclosure,
    });

    function seal(): SealedRecord {
      const { kind, schema, digestAlgorithm, metadata } = document;
      const fresh = sealDocument({
        institutionId: (institution as OnboardedInstitution).id,
        kind,
        schema,
        digestAlgorithm,
        digest,
        metadata,
        checkMetadata: true,
      });
      const { type, version, ...rest } = fresh;
      // A new secret is a new record, so it needs a reference of its own.
      return {
        type,
        version,
        reference: `${document.reference}-${toHex(hashLeaf(fresh.record)).slice(2, 10)}`,
        ...rest,
      };
    }
  }
  return sealedDocuments;
}

/** What an earlier start has kept, where it is about this document; null otherwise. */
async function readSealed(
  file: string,
  document: SampleDocument,
  institutionId: number,
  digest: Hex,
): Promise<SealedRecord | null> {
  let sealed;
  try {
    sealed = parseSealedRecordJson(await readFile(file, "utf8"));
  } catch (error) {
    if (errnoOf(error) === "ENOENT" || error instanceof LexanchorError) return null;
    throw error;
  }
  const { record, metadata, reference } = sealed;
  const isSame =
    reference?.startsWith(document.reference) === true &&
    record.institutionId === institutionId &&
    record.digest === digest &&
    record.digestAlgorithm === document.digestAlgorithm &&
    record.kind === document.kind &&
    record.schema === document.schema &&
    JSON.stringify(metadata) === JSON.stringify(document.metadata);
  return isSame ? sealed : null;
}

function writeJson(file: string, value: unknown, mode: number): Promise<void> {
  return writeFileWhole(file, `${JSON.stringify(value, null, 2)}\n`, { mode, overwrite: true });
}
