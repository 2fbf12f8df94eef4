import { expect } from "chai";
import { RECORD_ANCHOR, STANDARDS_REGISTRY } from "../../src/chain/contractInterfaces.js";
import { observeRecords, readHead, sendCalls } from "../../src/chain/index.js";
import type { Signer } from "../../src/chain/index.js";
import { composeVerdict, digestAlgorithmNumber } from "../../src/core/index.js";
import type { Finding, Hex, Question, Receipt, Verdict } from "../../src/core/index.js";
import { StandardCategory, standardId } from "../../src/core/standards/index.js";
import { anchorTestBatches, makeRecord } from "../support/anchorTestBatch.js";
import { deployTestPlatform } from "../support/deployTestPlatform.js";
import type { TestInstitution, TestPlatform } from "../support/deployTestPlatform.js";
import { listContract, replaceStandards } from "../support/replaceStandards.js";
import { startAnvil } from "../support/startAnvil.js";
import type { TestAnvil } from "../support/startAnvil.js";

const DOCUMENT: Hex = `0x${"d0".repeat(32)}`;
const SM3 = standardId(StandardCategory.digestAlgorithm, 2);

describe("what a verdict finds on the chain", () => {
  let anvil: TestAnvil;
  let platform: TestPlatform;
  let court: TestInstitution;

  before(async () => {
    anvil = await startAnvil();
    platform = await deployTestPlatform(anvil.url, { listed: false });
    court = await platform.registerInstitution();
  });
  after(() => anvil.stop());

  async function anchor(change: Partial<Receipt["record"]> = {}): Promise<Receipt> {
    const [[receipt]] = (await anchorTestBatches(platform, court, [[{ ...makeRecord(court.id), ...change }]])) as [
      [Receipt],
    ];
    return receipt;
  }

  async function send(signer: Signer, to: Hex, data: string): Promise<number> {
    const call = { to, data: data as Hex, description: "change" };
    await sendCalls(platform.node, signer, [call], { pollIntervalMs: 20 });
    return (await readHead(platform.node)).timestamp;
  }

  async function judge(receipt: Receipt): Promise<Verdict> {
    const { observations } = await observeRecords([platform.node], platform.directory, [receipt]);
    const [chain] = observations;
    if (chain === undefined) throw new Error("no observation");
    return composeVerdict({ receipt, chain, finalityBlocks: 0, now: new Date() });
  }

  function findingOf(verdict: Verdict, question: Question): Finding {
    return verdict.findings.find((finding) => finding.question === question) as Finding;
  }

  async function findFor(receipt: Receipt, question: Question): Promise<Finding> {
    return findingOf(await judge(receipt), question);
  }

  const utc = (seconds: number): string => new Date(seconds * 1000).toISOString().replace(".000", "");
  const encodeRecordOf = ({ record }: Receipt) => ({
    ...record,
    digestAlgorithm: digestAlgorithmNumber(record.digestAlgorithm),
  });

  function withdraw(receipt: Receipt, signer = court.relayer.signer): Promise<number> {
    const values = [encodeRecordOf(receipt), receipt.proof, { code: 201, document: DOCUMENT }] as const;
    return send(signer, platform.recordAnchor, RECORD_ANCHOR.encodeFunctionData("withdrawRecord", values as never));
  }

  function disown(since: number): Promise<number> {
    const values = [court.id, court.relayer.address, since, { code: 301, document: DOCUMENT }] as const;
    const data = RECORD_ANCHOR.encodeFunctionData("disownAccount", values as never);
    return send(court.administrator.signer, platform.recordAnchor, data);
  }

  it("skips standards where the directory names no registry of them; asks the first one about the time before", async () => {
    const receipt = await anchor();
    const verdict = await judge(receipt);
    expect(findingOf(verdict, "standards")).to.include({ result: "skipped", code: "standards-not-registered" });
    expect(verdict.outcome).to.equal("authentic");
    await listContract(platform, "StandardsRegistry", platform.standardsRegistry);
    const now = await judge(receipt);
    expect(findingOf(now, "standards")).to.include({ result: "valid", code: "standards-accepted" });
    expect(findingOf(now, "standards").facts).to.include({ kind: 1, schema: 1, digestAlgorithm: "sha-256" });
  });

  it("finds kinds and schemas that were never accepted", async () => {
    expect((await findFor(await anchor({ kind: 99 }), "standards")).code).to.equal("standards-kind-not-accepted");
    expect((await findFor(await anchor({ schema: 9 }), "standards")).code).to.equal("standards-schema-not-accepted");
  });

  it("keeps what was recorded with an algorithm that is retired later, and says from when; refuses what comes after", async () => {
    const before = await anchor({ digestAlgorithm: "sm3" });
    const { standardsCommittee: committee, standardsApprover: approver } = platform.keys;
    const from = (await readHead(platform.node)).timestamp + 1_000;
    await propose(STANDARDS_REGISTRY.encodeFunctionData("proposeRetirement", [SM3, from]), committee.signer);
    await propose(STANDARDS_REGISTRY.encodeFunctionData("activate", [1]), approver.signer);
    const planned = await findFor(before, "standards");
    expect(planned.code).to.equal("standards-accepted");
    expect(planned.facts).to.include({ digestAlgorithmAcceptedUntil: utc(from), kindAcceptedUntil: null });

    await anvil.rpc("evm_setNextBlockTimestamp", [from - 1]);
    const last = await anchor({ digestAlgorithm: "sm3" });
    await anvil.rpc("evm_setNextBlockTimestamp", [from]);
    const late = await anchor({ digestAlgorithm: "sm3" });
    for (const receipt of [before, last]) {
      const verdict = await judge(receipt);
      expect(findingOf(verdict, "standards")).to.include({ result: "valid", code: "standards-retired-since" });
      expect(findingOf(verdict, "standards").facts).to.include({ digestAlgorithmAcceptedUntil: utc(from) });
      expect(verdict.outcome).to.equal("authentic");
    }
    const refused = await judge(late);
    expect(findingOf(refused, "standards")).to.include({ result: "invalid", code: "standards-algorithm-not-accepted" });
    expect(refused.outcome).to.equal("not-authentic");
  });

  const propose = (data: string, signer: Signer) => send(signer, platform.standardsRegistry, data);

  it("asks a replaced registry about its own time, and the one in its place about what followed", async () => {
    const accepted = await anchor();
    const refused = await anchor({ digestAlgorithm: "sm3" });
    await anvil.rpc("evm_increaseTime", [10]);
    await replaceStandards(platform);
    await anvil.rpc("evm_increaseTime", [10]);
    const after = await anchor({ digestAlgorithm: "sm3" });
    // The new registry accepts SM3 again, since always: what the earlier one refused stays refused.
    expect((await findFor(refused, "standards")).code).to.equal("standards-algorithm-not-accepted");
    expect((await findFor(accepted, "standards")).code).to.equal("standards-accepted");
    expect((await findFor(after, "standards")).code).to.equal("standards-accepted");
  });

  it("says that a record stands, and when, why and by whom it was withdrawn", async () => {
    const receipt = await anchor();
    expect(await findFor(receipt, "standing")).to.include({ result: "valid", code: "standing-stands" });
    const since = await withdraw(receipt);
    const verdict = await judge(receipt);
    expect(verdict.outcome).to.equal("not-authentic");
    expect(findingOf(verdict, "standing")).to.deep.equal({
      question: "standing",
      result: "invalid",
      code: "standing-withdrawn",
      facts: {
        institutionId: court.id,
        leaf: receipt.leaf,
        status: "withdrawn",
        since: utc(since),
        reasonCode: 201,
        document: DOCUMENT,
        account: court.relayer.address,
        accountDisownedSince: null,
      },
    });
  });

  it("names the record that took the place of another", async () => {
    const [receipt, successor] = [await anchor(), await anchor()];
    const values = [
      encodeRecordOf(receipt),
      receipt.proof,
      encodeRecordOf(successor),
      successor.proof,
      { code: 211, document: `0x${"00".repeat(32)}` },
    ];
    const data = RECORD_ANCHOR.encodeFunctionData("supersedeRecord", values as never);
    const since = await send(court.relayer.signer, platform.recordAnchor, data);
    const { code, facts } = await findFor(receipt, "standing");
    expect(code).to.equal("standing-superseded");
    expect(facts).to.include({ successor: successor.leaf, since: utc(since), reasonCode: 211, document: null });
    expect((await findFor(successor, "standing")).code).to.equal("standing-stands");
  });

  it("asks about the record, whatever leaf the receipt states", async () => {
    const [withdrawn, other] = [await anchor(), await anchor()];
    await withdraw(withdrawn);
    expect((await findFor({ ...withdrawn, leaf: other.leaf }, "standing")).code).to.equal("standing-withdrawn");
  });

  it("reports what a disowned account anchored, and withdrew, from that moment on", async () => {
    const early = await anchor();
    const victim = await anchor();
    await anvil.rpc("evm_increaseTime", [100]);
    const stolen = await anchor();
    await withdraw(victim);
    const since = Date.parse(stolen.ledger.anchoredAt) / 1000;
    await disown(since);

    const before = await judge(early);
    expect(before.outcome).to.equal("authentic");
    expect(findingOf(before, "issuer").facts).to.include({ accountDisownedSince: utc(since) });

    const disowned = await judge(stolen);
    expect(disowned.outcome).to.equal("not-authentic");
    expect(findingOf(disowned, "issuer")).to.include({ result: "invalid", code: "issuer-account-disowned" });
    expect(findingOf(disowned, "issuer").facts).to.include({
      account: court.relayer.address,
      accountDisownedSince: utc(since),
      statusAtAnchoring: "active",
      status: "active",
    });

    const undetermined = await judge(victim);
    expect(undetermined.outcome).to.equal("undetermined");
    expect(findingOf(undetermined, "standing")).to.include({ result: "error", code: "standing-change-disowned" });
    expect(findingOf(undetermined, "standing").facts).to.include({
      status: "withdrawn",
      accountDisownedSince: utc(since),
    });
  });
});
