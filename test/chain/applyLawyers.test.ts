import { expect } from "chai";
import {
  ChainError,
  applyLawyers,
  parseLawyerFile,
  planLawyers,
  readCredentials,
  readKnownLawyers,
  revokeCredentials,
  verifyLawyer,
  waitForQuietAccount,
} from "../../src/chain/index.js";
import type { ContractWriter, LawyerPlan } from "../../src/chain/index.js";
import { hashLicence, holderSalt, opensHolderCommitment } from "../../src/core/index.js";
import type { Hex } from "../../src/core/index.js";
import { deployTestPlatform } from "../support/deployTestPlatform.js";
import type { TestInstitution, TestPlatform } from "../support/deployTestPlatform.js";
import { expectError } from "../support/expectError.js";
import { startAnvil } from "../support/startAnvil.js";
import type { TestAnvil } from "../support/startAnvil.js";
import { makeBureau } from "./support/makeBureau.js";

const HEADER = "licence,name,jurisdiction,validFrom,validThrough,scope,status";
const SECRET: Hex = `0x${"5e".repeat(32)}`;
const REASONS = {
  issue: { code: 102, document: null },
  renew: { code: 111, document: null },
  suspend: { code: 122, document: null },
};
const number = (i: number): string => `11101-2020-${String(i).padStart(7, "0")}`;
const row = (i: number, through = "2099-05-31", status = ""): string =>
  `${number(i)},张${i},CN-11-010${i % 3},2020-06-01,${through},litigation,${status}`;
const csv = (rows: readonly string[]): string => [HEADER, ...rows].join("\n");
const numbers = (count: number, from = 0): number[] => Array.from({ length: count }, (_, i) => from + i);

describe("applyLawyers", () => {
  let anvil: TestAnvil;
  let platform: TestPlatform;
  let bureau: TestInstitution;
  let writer: ContractWriter;

  beforeEach(async () => {
    anvil = await startAnvil({ blockTimeSeconds: 1 });
    platform = await deployTestPlatform(anvil.url);
    ({ bureau, writer } = await makeBureau(platform));
  });
  afterEach(() => anvil.stop());

  async function importRows(
    rows: readonly string[],
    onProgress?: (changed: number) => void,
    signal?: AbortSignal,
  ): Promise<{ plan: LawyerPlan; changed: number }> {
    await waitForQuietAccount(writer);
    const file = parseLawyerFile(csv(rows));
    const registries = { lawyers: platform.lawyerRegistry, institutions: platform.institutionRegistry };
    const known = await readKnownLawyers(platform.node, registries, bureau.id, file.lines);
    const plan = planLawyers(file, known, SECRET);
    const by = signal === undefined ? writer : { ...writer, options: { ...writer.options, signal } };
    return { plan, changed: await applyLawyers(by, plan, known, REASONS, onProgress) };
  }

  const countsOf = ({ issue, renew, suspend, unchanged, conflicts }: LawyerPlan): number[] =>
    [issue, renew, suspend, unchanged, conflicts].map(({ length }) => length);

  it("issues 1,200 credentials in three transactions, which verify, and has nothing to do the second time", async () => {
    const rows = numbers(1_200).map((i) => row(i));
    const progress: number[] = [];
    const { plan, changed } = await importRows(rows, (done) => progress.push(done));
    expect(countsOf(plan)).to.deep.equal([1_200, 0, 0, 0, 0]);
    expect(changed).to.equal(1_200);
    expect(progress.at(-1)).to.equal(1_200);
    expect(progress).to.deep.equal(progress.toSorted((a, b) => a - b));
    for (const i of [0, 499, 500, 1_199]) {
      const licence = hashLicence(number(i));
      const { entitled } = await verifyLawyer(platform.node, platform.lawyerRegistry, licence);
      expect(entitled).to.equal(true);
      const [credential] = await readCredentials(platform.node, platform.lawyerRegistry, [licence]);
      const salt = holderSalt(SECRET, licence);
      expect(opensHolderCommitment(credential?.holderCommitment as Hex, `张${i}`, salt)).to.equal(true);
      expect(credential?.state.jurisdiction).to.equal(`CN-11-010${i % 3}`);
    }
    const again = await importRows(rows);
    expect(countsOf(again.plan)).to.deep.equal([0, 0, 0, 1_200, 0]);
    expect(again.changed).to.equal(0);
  });

  it("renews, suspends and issues what is missing, and leaves what contradicts", async () => {
    await importRows(numbers(5).map((i) => row(i)));
    const revoked = hashLicence(number(4));
    await revokeCredentials(writer, { by: bureau.id, licences: [revoked], reason: REASONS.issue });
    const { plan } = await importRows([
      row(0),
      row(1, "2100-05-31"),
      row(2, "2099-05-31", "suspended"),
      row(3, "2100-05-31", "suspended"),
      row(4),
      row(5, "2099-05-31", "suspended"),
    ]);
    expect(countsOf(plan)).to.deep.equal([1, 2, 3, 1, 1]);
    const licences = numbers(6).map((i) => hashLicence(number(i)));
    const credentials = await readCredentials(platform.node, platform.lawyerRegistry, licences);
    expect(credentials.map((credential) => credential?.state.status)).to.deep.equal([
      "active",
      "active",
      "suspended",
      "suspended",
      "revoked",
      "suspended",
    ]);
    expect(
      credentials.map((credential) => new Date((credential?.state.validUntil ?? 0) * 1_000).getUTCFullYear()),
    ).to.deep.equal([2099, 2100, 2099, 2100, 2099, 2099]);
  });

  it("goes on where it stopped, with transactions still on their way", async () => {
    const rows = numbers(1_100).map((i) => row(i, "2099-05-31", i < 3 ? "suspended" : ""));
    const killed = new AbortController();
    await expectError(Error, () =>
      importRows(
        rows,
        (changed) => {
          if (changed > 0) killed.abort(new Error("killed"));
        },
        killed.signal,
      ),
    );
    const { plan } = await importRows(rows);
    expect(plan.issue.length).to.be.lessThan(1_100);
    const last = await importRows(rows);
    expect(countsOf(last.plan)).to.deep.equal([0, 0, 0, 1_100, 0]);
  });

  it("sends nothing for a file with a broken line", async () => {
    const error = await expectError(ChainError, () => importRows([row(0), "broken", row(2)]));
    expect(error).to.include({ code: "lawyer-file-malformed" });
    expect(error.message).to.equal("line 3: 1 cells, 7 expected");
    const [credential] = await readCredentials(platform.node, platform.lawyerRegistry, [hashLicence(number(0))]);
    expect(credential).to.equal(null);
  });

  it("says what the contract refuses: a bureau that the account does not license for", async () => {
    const { writer: stranger } = await makeBureau(platform);
    writer = stranger;
    const error = await expectError(ChainError, () => importRows([row(0)]));
    expect(error.message).to.match(/^issue 1 credential: account 0x[0-9a-f]{40} needs license for institution/);
  });
});
