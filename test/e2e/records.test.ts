import { createHmac } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect } from "chai";
import type { Endpoints } from "../../src/cli/home/endpoints.js";
import { homePaths, keyFile } from "../../src/cli/home/homePaths.js";
import { ClientError, createIntakeClient, verifyRecords } from "../../src/client/index.js";
import type { RecordSubmission, VerifyRequest } from "../../src/client/index.js";
import { digestBytes, digestStream, sealDocument } from "../../src/core/index.js";
import type { DigestAlgorithm, Hex, SealedRecord, Verdict } from "../../src/core/index.js";
import { issueToken } from "../../src/relayer/index.js";
import { expectError } from "../support/expectError.js";
import { listDocuments, readFilings, requireRealRecords } from "../support/realRecords.js";
import type { Filing } from "../support/realRecords.js";
import { findTwoPorts, runCommand, startPlatform } from "./support/startPlatform.js";
import type { PlatformProcess } from "./support/startPlatform.js";

const ALGORITHMS: readonly DigestAlgorithm[] = ["sha-256", "sm3", "sha3-256", "keccak-256"];

/** A real case system keeps one of these; a record's secret follows from it, so that sealing again is the same record. */
const CASE_SYSTEM_SECRET = "a secret of this test";

interface Court {
  readonly id: number;
  readonly code: string;
  readonly token: string;
}

describe("real court records", function () {
  this.timeout(240_000);
  let home = "";
  let platform: PlatformProcess;
  let endpoints: Endpoints;
  let filings: Filing[];
  let courts: Map<string, Court>;
  const requests: VerifyRequest[] = [];

  before(async function () {
    requireRealRecords(this);
    home = await mkdtemp(join(tmpdir(), "lexanchor-home-"));
    platform = startPlatform(home, await findTwoPorts());
    [endpoints, filings] = await Promise.all([platform.ready(), readFilings()]);
  });

  after(async () => {
    if (home === "") return;
    await platform.end("SIGTERM");
    await rm(home, { recursive: true, force: true });
  });

  it("onboards their 153 courts from a file", async () => {
    const codes = [...new Set(filings.map(({ court }) => court))];
    expect(codes).to.have.lengthOf(153);
    const accounts = `${await addressOf("administrator")}:administer;${await addressOf("relayer")}:relay`;
    const lines = codes.map((code) => `${code},United States court ${code},court,US,,${accounts}`);
    const file = join(home, "courts.csv");
    await writeFile(file, `code,name,kind,jurisdiction,parent,accounts\n${lines.join("\n")}\n`);

    const planned = await runCommand(home, ["institution", "register", "--file", file, "--json", "--yes"]);
    expect({ code: planned.code, stderr: planned.stderr }).to.deep.equal({ code: 0, stderr: "" });
    const { registered } = JSON.parse(planned.stdout) as { registered: { code: string; id: number }[] };
    expect(registered.map(({ code }) => code)).to.have.members(codes);

    const again = await runCommand(home, ["institution", "register", "--file", file, "--json", "--yes"]);
    expect(JSON.parse(again.stdout)).to.have.property("registered").that.is.empty;

    const { queue } = homePaths(home);
    courts = new Map();
    for (const { code, id } of registered) {
      courts.set(code, { code, id, token: (await issueToken(queue, id, "case system")).token });
    }
  });

  it("takes in 7,944 filings, and gives the ones that occur twice the same id", async () => {
    expect(filings).to.have.lengthOf(7944);
    const ids = new Map<string, string>();
    let posted = 0;
    const waiting: (() => Promise<void>)[] = [];
    for (const [code, court] of courts) {
      const own = filings.filter((filing) => filing.court === code);
      const sealed = own.map((filing) => sealFiling(filing, court.id));
      const client = createIntakeClient({ url: endpoints.http, token: court.token });
      const answers = await client.submitRecords(court.id, sealed.map(toSubmission));
      for (const [i, { id }] of answers.entries()) {
        const { text } = own[i] as Filing;
        expect(ids.get(text) ?? id, "the same content again has the same id").to.equal(id);
        ids.set(text, id);
      }
      posted += answers.length;
      waiting.push(async () => {
        const receipts = await client.waitForReceipts(answers.map(({ id }) => id));
        for (const [i, receipt] of receipts.entries()) {
          const { digest, digestAlgorithm } = (sealed[i] as SealedRecord).record;
          requests.push({ receipt, document: { digestAlgorithm, digest } });
        }
      });
    }
    for (const wait of waiting) await wait();
    expect(posted).to.equal(7944);
    const different = new Set(filings.map(({ text }) => text)).size;
    expect(new Set(ids.values()).size).to.equal(different);
    console.log(`      ${posted} posted, ${different} different records`);
  });

  it("refuses other content under a reference that is in use", async () => {
    const [filing] = filings as [Filing];
    const court = courts.get(filing.court) as Court;
    const client = createIntakeClient({ url: endpoints.http, token: court.token });
    const submission = toSubmission(sealFiling(filing, court.id));
    const error = await expectError(ClientError, () =>
      client.submitRecords(court.id, [{ ...submission, digest: `0x${"11".repeat(32)}` }]),
    );
    expect(error.problem?.status).to.equal(409);
    const [same] = await client.submitRecords(court.id, [submission]);
    expect(same?.state).to.equal("final");
  });

  it("seals and anchors 80 documents, with all four algorithms", async () => {
    const documents = await listDocuments();
    expect(documents).to.have.lengthOf(80);
    const [court] = courts.values() as unknown as [Court];
    const client = createIntakeClient({ url: endpoints.http, token: court.token });
    const sealed = await Promise.all(
      documents.map(async (path, i) => {
        const digestAlgorithm = ALGORITHMS[i % ALGORITHMS.length] as DigestAlgorithm;
        const digest = await digestStream(digestAlgorithm, createReadStream(path));
        const metadata = { documentTitle: basename(path), submittedBy: court.code };
        return sealDocument({
          ...{ institutionId: court.id, kind: 1, schema: 1, digestAlgorithm, digest, metadata },
          reference: `document/${basename(path)}`,
        });
      }),
    );
    const answers = await client.submitRecords(court.id, sealed.map(toSubmission));
    const receipts = await client.waitForReceipts(answers.map(({ id }) => id));
    // The documents themselves are read again: what is verified is the file, not what sealing has remembered.
    for (const [i, receipt] of receipts.entries()) {
      requests.push({ receipt, document: createReadStream(documents[i] as string) as AsyncIterable<Uint8Array> });
    }
  });

  it("finds each of the 8,024 receipts authentic, from the chain alone", async () => {
    const verdicts = await verifyRecords(requests, {
      ...{ nodes: [endpoints.rpc], directory: endpoints.directory, finalityBlocks: 3 },
    });
    expect(verdicts).to.have.lengthOf(8024);
    expect(verdicts.filter((verdict: Verdict) => verdict.outcome !== "authentic")).to.deep.equal([]);
    console.log(`      ${verdicts.length} of ${requests.length} receipts authentic`);
  });

  function sealFiling({ text, fields }: Filing, institutionId: number): SealedRecord {
    const bytes = new TextEncoder().encode(text);
    const digest = digestBytes("sha-256", bytes);
    const recordSecret: Hex = `0x${createHmac("sha256", CASE_SYSTEM_SECRET).update(text).digest("hex")}`;
    return sealDocument({
      ...{ institutionId, kind: 9, schema: 1, digestAlgorithm: "sha-256", digest, metadata: fields, recordSecret },
      reference: `filing/${digest}`,
    });
  }

  function toSubmission({ record, reference }: SealedRecord): RecordSubmission {
    const { kind, schema, digestAlgorithm, digest, metadataRoot } = record;
    return { reference: reference as string, kind, schema, digestAlgorithm, digest, metadataRoot };
  }

  async function addressOf(name: "administrator" | "relayer"): Promise<string> {
    const { address } = JSON.parse(await readFile(keyFile(homePaths(home), name), "utf8")) as { address: string };
    return address;
  }
});
