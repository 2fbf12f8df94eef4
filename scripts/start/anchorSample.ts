import { createIntakeClient } from "../../src/client/index.js";
import type { Receipt } from "../../src/core/index.js";
import { receiptFileOf } from "../../src/cli/fileNames.js";
import type { EndpointInstitution } from "../../src/cli/home/endpoints.js";
import { writeFileWhole } from "../../src/cli/writeFileWhole.js";
import type { SealedDocument } from "./sealSample.js";

/** A document of the sample with the receipt of its record. */
export interface AnchoredDocument extends SealedDocument {
  readonly receipt: Receipt;
  readonly receiptFile: string;
}

/** Hands each institution's records to the relayer, with that institution's token, and waits for the receipts. */
export async function anchorSample(
  relayerUrl: string,
  documents: readonly SealedDocument[],
  endpoints: readonly EndpointInstitution[],
  { say, signal }: { say: (text: string) => void; signal: AbortSignal },
): Promise<AnchoredDocument[]> {
  const anchored = new Map<SealedDocument, AnchoredDocument>();
  const counts = new Map<number, number>();
  const sayHowMany = (id: number, count: number): void => {
    counts.set(id, count);
    const final = [...counts.values()].reduce((sum, each) => sum + each, 0);
    say(`anchoring: ${final} of ${documents.length} records are final`);
  };
  const waiting = [...new Set(documents.map(({ institution }) => institution.id))].map(async (id) => {
    const token = endpoints.find((entry) => entry.id === id)?.token;
    if (token === undefined) throw new RangeError(`no token of institution ${id}`);
    const client = createIntakeClient({ url: relayerUrl, token });
    const own = documents.filter(({ institution }) => institution.id === id);
    const records = own.map(({ sealed, reference }) => {
      const { kind, schema, digestAlgorithm, digest, metadataRoot } = sealed.record;
      return { reference, kind, schema, digestAlgorithm, digest, metadataRoot };
    });
    const submitted = await client.submitRecords(id, records, { signal });
    const receipts = await client.waitForReceipts(
      submitted.map((record) => record.id),
      { signal, onProgress: (count) => sayHowMany(id, count) },
    );
    for (const [i, document] of own.entries()) {
      const receipt = receipts[i] as Receipt;
      const receiptFile = receiptFileOf(document.keptAs);
      await writeFileWhole(receiptFile, `${JSON.stringify(receipt, null, 2)}\n`, { mode: 0o644, overwrite: true });
      anchored.set(document, { ...document, receipt, receiptFile });
    }
  });
  await Promise.all(waiting);
  return documents.map((document) => anchored.get(document) as AnchoredDocument);
}
