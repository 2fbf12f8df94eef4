import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Endpoints } from "../../src/cli/home/endpoints.js";
import { homePaths } from "../../src/cli/home/homePaths.js";
import { poll } from "../support/poll.js";
import { findTwoPorts, runCommand, startPlatform } from "./support/startPlatform.js";
import type { Ended, PlatformProcess } from "./support/startPlatform.js";

const BUREAU = "hc-justice-bureau";
const HEADER = "licence,name,jurisdiction,validFrom,validThrough,scope,status";
const LAWYERS = 1_000;
const DAY_MS = 86_400_000;
const dayFromNow = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
const TERM = `${dayFromNow(-30)},${dayFromNow(335)}`;
const numberOf = (n: number): string => `1310120201${String(n).padStart(7, "0")}`;

/** What the commands of this test answer with `--json`, each some of it. */
interface Answers {
  readonly issued: readonly string[];
  readonly unchanged: readonly string[];
  readonly conflicts: readonly { readonly field: string }[];
  readonly salt: string;
  readonly proposalId: number;
  readonly standards: readonly unknown[];
}

describe("lawyers, standards and standing, as people use them", function () {
  this.timeout(180_000);
  let home: string;
  let platform: PlatformProcess;
  let endpoints: Endpoints;

  before(async () => {
    home = await mkdtemp(join(tmpdir(), "lexanchor-home-"));
    platform = startPlatform(home, await findTwoPorts());
    endpoints = await platform.ready();
  });
  after(async () => {
    await platform.end("SIGTERM");
    await rm(home, { recursive: true, force: true });
  });

  const run = (...words: string[]): Promise<Ended> => runCommand(home, words);
  async function runJson(...words: string[]): Promise<{ code: number | null; value: Answers }> {
    const { code, stdout } = await run(...words, "--json");
    return { code, value: JSON.parse(stdout) as Answers };
  }
  async function writeCsv(name: string, lines: readonly string[]): Promise<string> {
    const file = join(home, name);
    await writeFile(file, `${HEADER}\n${lines.join("\n")}\n`);
    return file;
  }
  const receiptOf = (file: string): string => join(homePaths(home).sample, `${file}.receipt.json`);

  describe("lawyer", () => {
    const lines = Array.from({ length: LAWYERS }, (_, n) => `${numberOf(n)},律师${n},CN-99-01,${TERM},litigation,`);

    it("imports a file after a dry run, and has nothing to do the second time", async () => {
      const file = await writeCsv("lawyers.csv", lines);
      const dry = await runJson("lawyer", "import", file, "-b", BUREAU, "--dry-run");
      expect(dry.value.issued).to.have.lengthOf(LAWYERS);
      expect((await run("lawyer", "show", numberOf(0))).code, "a dry run changes nothing").to.equal(1);
      const first = await runJson("lawyer", "import", file, "-b", BUREAU, "--yes");
      expect(first.value.issued).to.have.lengthOf(LAWYERS);
      const again = await runJson("lawyer", "import", file, "-b", BUREAU, "--yes");
      expect(again.value.issued).to.be.empty;
      expect(again.value.unchanged).to.have.lengthOf(LAWYERS);
    });

    it("refuses a file with a broken line as a whole, and names line, field and fact", async () => {
      const broken = [
        `${numberOf(5_000)},甲,CN-99-01,${TERM},litigation,`,
        `${numberOf(5_001)},乙,CN-99-01,2026-02-30,2027-01-01,litigation,`,
      ];
      const file = await writeCsv("broken.csv", broken);
      const { code, stderr } = await run("lawyer", "import", file, "-b", BUREAU, "--yes");
      expect(code).to.equal(64);
      expect(stderr).to.contain("line 3, validFrom").and.contain("2026-02-30").and.contain("nothing was changed");
      expect((await run("lawyer", "show", numberOf(5_000))).code).to.equal(1);
    });

    it("answers for a licence however it is pasted, now and for the past", async () => {
      const number = numberOf(1);
      const fullWidth = number.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
      for (const pasted of [
        number,
        fullWidth,
        ` ${number.slice(0, 5)} ${number.slice(5)} `,
        `${number.slice(0, 8)}-${number.slice(8)}`,
      ]) {
        const { code, stdout } = await run("lawyer", "show", pasted);
        expect({ code, entitled: stdout.startsWith("ENTITLED") }, pasted).to.deep.equal({ code: 0, entitled: true });
      }
      const before = await run("lawyer", "show", number, "--at", "2020-01-01");
      expect(before.code).to.equal(1);
      expect(before.stdout).to.contain("issued later");
    });

    it("suspends and reinstates; a revoked licence stays revoked", async () => {
      const number = numberOf(2);
      expect((await run("lawyer", "suspend", number, "-b", BUREAU)).code).to.equal(0);
      const suspended = await run("lawyer", "show", number);
      expect(suspended.code).to.equal(1);
      expect(suspended.stdout).to.contain("suspended since");
      expect((await run("lawyer", "reinstate", number, "-b", BUREAU)).code).to.equal(0);
      expect((await run("lawyer", "show", number)).code).to.equal(0);
      expect((await run("lawyer", "revoke", number, "-b", BUREAU)).code, "asks first").to.equal(64);
      expect((await run("lawyer", "revoke", number, "-b", BUREAU, "--yes")).code).to.equal(0);
      const renewed = await run(
        "lawyer",
        "renew",
        number,
        "-b",
        BUREAU,
        "--from",
        dayFromNow(336),
        "--through",
        dayFromNow(700),
      );
      expect(renewed.code).to.equal(1);
      expect(renewed.stderr).to.contain("revoked");
    });

    it("is refused to an institution that is no justice bureau, and outside the bureau's jurisdiction", async () => {
      const court = await run("lawyer", "suspend", numberOf(3), "-b", "hc-wangchao-court");
      expect(court.code).to.equal(1);
      expect(court.stderr).to.contain("license");
      const file = await writeCsv("elsewhere.csv", [`${numberOf(6_000)},丙,CN-11,${TERM},litigation,`]);
      const elsewhere = await runJson("lawyer", "import", file, "-b", BUREAU, "--yes");
      expect(elsewhere.code).to.equal(1);
      expect(elsewhere.value.conflicts.map(({ field }) => field)).to.deep.equal(["jurisdiction"]);
    });

    it("opens the commitment to the holder's name with the salt, and with no other name", async () => {
      const number = numberOf(4);
      const { value } = await runJson("lawyer", "salt", number, "-b", BUREAU);
      expect((await run("lawyer", "show", number, "--name", "律师4", "--salt", value.salt)).code).to.equal(0);
      const other = await run("lawyer", "show", number, "--name", "律师5", "--salt", value.salt);
      expect(other.code).to.equal(1);
      expect(other.stdout).to.contain("not this person's");
    });

    it("is answered by the relayer too, from the logs alone", async () => {
      const url = `${endpoints.http}/v1/lawyers/${numberOf(2)}`;
      const ask = async () => (await (await fetch(url)).json()) as { entitled?: boolean; state?: { status: string } };
      await poll("the index has it", async () => (await ask()).state?.status === "revoked", { deadlineMs: 30_000 });
      expect((await fetch(`${endpoints.http}/v1/lawyers/000`)).status).to.equal(404);
      expect((await fetch(`${url}?at=yesterday`)).status).to.equal(400);
    });
  });

  describe("standard", () => {
    it("lists what is in force, with what the law says", async () => {
      const { stdout } = await run("standard", "show", "statutory-limit", "bank-deposit");
      expect(stdout).to.contain("第四百八十五条").and.contain("31536000");
      const { value } = await runJson("standard", "list", "--category", "digest-algorithm");
      expect(value.standards).to.have.lengthOf(4);
    });

    it("is proposed by the committee, and activated by someone else after the delay", async () => {
      const words = [
        "standard",
        "propose",
        "record-kind",
        "30",
        "--title",
        "t",
        "--source",
        "s",
        "--from",
        "2027-01-01",
      ];
      const { value } = await runJson(...words);
      const early = await run("standard", "activate", String(value.proposalId));
      expect(early.code).to.equal(1);
      expect(early.stderr).to.contain("can be activated from");
      const own = [
        "standard",
        "activate",
        String(value.proposalId),
        "--key",
        join(homePaths(home).keys, "administrator.json"),
      ];
      expect((await run(...own)).code).to.equal(1);
      expect((await run("standard", "withdraw", String(value.proposalId))).code).to.equal(0);
      expect((await run("standard", "proposals")).stderr).to.contain("No proposal is open");
    });

    it("of a record is checked when it is sealed and when it is taken in", async () => {
      const file = join(home, "note.txt");
      await writeFile(file, "a note");
      const sealed = await run("record", "seal", file, "--set", "evidenceNmae=x");
      expect(sealed.code).to.equal(64);
      expect(sealed.stderr).to.contain("evidenceN");
      const [{ id, token }] = endpoints.institutions as [Endpoints["institutions"][number]];
      const zero = `0x${"00".repeat(32)}`;
      const record = {
        reference: "kind-30",
        kind: 30,
        schema: 1,
        digestAlgorithm: "sha-256",
        digest: zero,
        metadataRoot: zero,
      };
      const answer = await fetch(`${endpoints.http}/v1/records`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify({ institutionId: id, records: [record] }),
      });
      expect(answer.status).to.equal(400);
      expect(await answer.text())
        .to.contain("records[0].kind")
        .and.contain("30 given");
    });
  });

  describe("record", () => {
    it("that is withdrawn is not authentic any more, and says since when", async () => {
      const receipt = receiptOf("judgment.pdf");
      expect((await run("record", "withdraw", receipt)).code, "asks first").to.equal(64);
      expect((await run("record", "withdraw", receipt, "--yes")).code).to.equal(0);
      const { code, stdout } = await run("verify", "samples/civil-case/judgment.pdf", "--receipt", receipt);
      expect(code).to.equal(1);
      expect(stdout)
        .to.contain("withdrawn the record")
        .and.match(/since \d{4}-/);
      expect((await run("record", "withdraw", receipt, "--yes")).code, "once").to.equal(1);
    });

    it("that is superseded names its successor, and cannot succeed it", async () => {
      const [complaint, service] = [receiptOf("complaint.md"), receiptOf("service-receipt.md")];
      expect((await run("record", "supersede", complaint, "--by", service, "--yes")).code).to.equal(0);
      const { code, stdout } = await run("verify", "samples/civil-case/complaint.md", "--receipt", complaint);
      expect(code).to.equal(1);
      expect(stdout).to.contain("another record in the place");
      const cycle = await run("record", "supersede", service, "--by", complaint, "--yes");
      expect(cycle.code).to.equal(1);
      const stands = await run("verify", "samples/civil-case/service-receipt.md", "--receipt", service);
      expect(stands.code).to.equal(0);
    });

    it("of a disowned account is told so", async () => {
      const { address } = JSON.parse(await readFile(join(homePaths(home).keys, "relayer.json"), "utf8")) as {
        address: string;
      };
      const institution = ["--institution", "hc-haiping-notary", "--since", "2026-01-01", "--yes"];
      expect((await run("record", "disown", address, ...institution)).code).to.equal(0);
      const photo = ["samples/civil-case/evidence-photo.jpg", "--receipt", receiptOf("evidence-photo.jpg")];
      const { code, stdout } = await run("verify", ...photo);
      expect(code).not.to.equal(0);
      expect(stdout).to.contain("disowned");
    });
  });
});
