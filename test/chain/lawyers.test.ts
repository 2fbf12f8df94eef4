import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import {
  ChainError,
  NO_REASON,
  changeHolderKeys,
  createKeyFile,
  isSignedByHolder,
  issueCredentials,
  loadSigner,
  readCredential,
  readCredentialHistory,
  readCredentials,
  readHead,
  readHolderKeyAt,
  reinstateCredentials,
  renewCredentials,
  revokeCredentials,
  signHolderStatement,
  suspendCredentials,
  transferCredentials,
  verifyLawyer,
} from "../../src/chain/index.js";
import type { ContractWriter, Reason } from "../../src/chain/index.js";
import { commitToHolder, hashLicence, opensHolderCommitment } from "../../src/core/index.js";
import type { Hex } from "../../src/core/index.js";
import { deployTestPlatform } from "../support/deployTestPlatform.js";
import type { TestInstitution, TestPlatform } from "../support/deployTestPlatform.js";
import { expectError } from "../support/expectError.js";
import { startAnvil } from "../support/startAnvil.js";
import type { TestAnvil } from "../support/startAnvil.js";
import { DAY, SALT, issuanceOf, makeBureau } from "./support/makeBureau.js";

const REASON: Reason = { code: 101, document: `0x${"d0".repeat(32)}` };

describe("lawyers", () => {
  let anvil: TestAnvil;
  let platform: TestPlatform;
  let registry: Hex;
  let ministry: { bureau: TestInstitution; writer: ContractWriter };
  let bureau: TestInstitution;
  let writer: ContractWriter;
  let count = 0;

  before(async () => {
    anvil = await startAnvil();
    platform = await deployTestPlatform(anvil.url);
    registry = platform.lawyerRegistry;
    ministry = await makeBureau(platform);
    ({ bureau, writer } = await makeBureau(platform, { parent: ministry.bureau.id }));
  });
  after(() => anvil.stop());

  const now = async (): Promise<number> => (await readHead(platform.node)).timestamp;
  const later = (seconds: number) => anvil.rpc("evm_increaseTime", [seconds]);
  const answerNow = (licence: Hex) => verifyLawyer(platform.node, registry, licence);
  const one = (licence: Hex) => ({ by: bureau.id, licences: [licence], reason: REASON });

  /** A new credential. */
  async function issue(): Promise<{ licence: Hex; issuedAt: number }> {
    count += 1;
    const issuance = issuanceOf(`11101 2011 1000 ${count}`, await now());
    await issueCredentials(writer, bureau.id, [issuance], REASON);
    return { licence: issuance.licence, issuedAt: await now() };
  }

  it("are found by licence number, however it is typed, with all that is kept of them", async () => {
    const { licence, issuedAt } = await issue();
    const credential = await readCredential(
      platform.node,
      registry,
      hashLicence(`１１１０１-２０１１-１０００-${count}`),
    );
    expect(credential).to.deep.equal({
      licence,
      holderCommitment: commitToHolder("张三", SALT),
      holderKey: null,
      state: {
        since: issuedAt,
        validFrom: credential?.state.validFrom,
        validUntil: (credential?.state.validFrom ?? 0) + 366 * DAY,
        status: "active",
        issuer: bureau.id,
        scope: ["litigation", "criminal-defence"],
        jurisdiction: "CN-11-0105",
      },
    });
    expect(opensHolderCommitment(credential?.holderCommitment as Hex, "张 三", SALT)).to.be.true;
    const [found, unknown] = await readCredentials(platform.node, registry, [licence, hashLicence("NONE")]);
    expect(found).to.deep.equal(credential);
    expect(unknown).to.equal(null);
    expect(await answerNow(hashLicence("NONE"))).to.deep.include({ entitled: false, state: null });
  });

  it("answer for now and for any past moment, whatever followed", async () => {
    const { licence, issuedAt } = await issue();
    await later(100);
    await suspendCredentials(writer, one(licence));
    const suspendedAt = await now();
    await later(100);
    await reinstateCredentials(writer, one(licence));
    const reinstatedAt = await now();
    await later(100);
    await revokeCredentials(ministry.writer, { ...one(licence), by: ministry.bureau.id });
    const revokedAt = await now();

    const times = [issuedAt - 1, issuedAt, suspendedAt - 1, suspendedAt, reinstatedAt, revokedAt];
    const answers = await Promise.all(times.map((time) => verifyLawyer(platform.node, registry, licence, time)));
    expect(answers.map(({ entitled, state }) => [entitled, state?.status ?? null])).to.deep.equal([
      [false, null],
      [true, "active"],
      [true, "active"],
      [false, "suspended"],
      [true, "active"],
      [false, "revoked"],
    ]);
    expect(answers.map(({ time }) => time)).to.deep.equal(times);
    expect((await answerNow(licence)).entitled).to.equal(false);
    const history = await readCredentialHistory(platform.node, registry, licence);
    expect(history.map(({ since, status }) => [since, status])).to.deep.equal([
      [issuedAt, "active"],
      [suspendedAt, "suspended"],
      [reinstatedAt, "active"],
      [revokedAt, "revoked"],
    ]);
    expect(await readCredentialHistory(platform.node, registry, hashLicence("NONE"))).to.deep.equal([]);
    const error = await expectError(ChainError, () =>
      renewCredentials(writer, { ...one(licence), ...term(revokedAt) }),
    );
    expect(error.message).to.equal(`renew 1 credential: licence ${licence} is revoked, for good`);
    const future = await expectError(ChainError, () => verifyLawyer(platform.node, registry, licence, revokedAt + DAY));
    expect(future.revert?.name).to.equal("LawyerRegistryTimeInFuture");
  });

  const term = (from: number) => ({ validFrom: from, validUntil: from + 365 * DAY });

  it("are renewed where the term ends, and moved to another bureau", async () => {
    const { licence } = await issue();
    const validUntil = (await readCredential(platform.node, registry, licence))?.state.validUntil as number;
    await renewCredentials(writer, { ...one(licence), ...term(validUntil) });
    const values = { ...one(licence), by: ministry.bureau.id, to: ministry.bureau.id, jurisdiction: "CN-11-0101" };
    await transferCredentials(ministry.writer, values);
    const { state } = await answerNow(licence);
    expect(state).to.include({
      validUntil: validUntil + 365 * DAY,
      issuer: ministry.bureau.id,
      jurisdiction: "CN-11-0101",
    });
    const error = await expectError(ChainError, () => suspendCredentials(writer, one(licence)));
    expect(error.message).to.include(`is neither institution ${ministry.bureau.id}, which answers for licence`);
  });

  it("have a key of their own, and sign an appearance with it; the registry knows for which time it was theirs", async () => {
    const { licence } = await issue();
    const folder = await mkdtemp(join(tmpdir(), "lexanchor-holder-"));
    const { address } = await createKeyFile(join(folder, "holder.json"));
    const holder = await loadSigner(join(folder, "holder.json"));
    await changeHolderKeys(writer, bureau.id, [{ licence, key: address }], REASON);
    const keyedAt = await now();
    const statement = { licence, purpose: "appearance", subject: SALT, deadline: keyedAt + 1_000 };
    const chain = { chainId: platform.deployment.chainId, registry };
    const signature = await signHolderStatement(holder, chain, statement);
    const isSigned = (time: number, changed = {}) =>
      isSignedByHolder(platform.node, registry, { ...statement, ...changed }, signature, time);
    expect(await isSigned(keyedAt)).to.be.true;
    expect(await isSigned(keyedAt - 1)).to.be.false;
    expect(await isSigned(keyedAt, { purpose: "challenge" })).to.be.false;
    const elsewhere = await signHolderStatement(holder, { ...chain, chainId: 1 }, statement);
    expect(await isSignedByHolder(platform.node, registry, statement, elsewhere, keyedAt)).to.be.false;

    await later(10);
    await changeHolderKeys(writer, bureau.id, [{ licence, key: null }], NO_REASON);
    expect(await readHolderKeyAt(platform.node, registry, licence, await now())).to.equal(null);
    expect(await readHolderKeyAt(platform.node, registry, licence, keyedAt)).to.equal(address);
    expect(await isSigned(keyedAt)).to.be.true;
    expect(await isSigned(await now())).to.be.false;
  });

  it("are refused with the contract's reason, before anything is sent", async () => {
    const { licence } = await issue();
    const time = await now();
    const faults: [string, () => Promise<unknown>][] = [
      [
        "is issued already",
        () => issueCredentials(writer, bureau.id, [issuanceOf(`1110120111000${count}`, time)], REASON),
      ],
      [
        "would be valid from",
        () => issueCredentials(writer, bureau.id, [issuanceOf("A", time, { validFrom: 0 })], REASON),
      ],
      [
        "the last date is 2106-02-07T06:28:15Z",
        () => issueCredentials(writer, bureau.id, [issuanceOf("A", time, { validUntil: 2 ** 32 })], REASON),
      ],
      [
        "would be valid until",
        () => issueCredentials(writer, bureau.id, [issuanceOf("A", time, { validUntil: time - 1 })], REASON),
      ],
      ["has the scope 0", () => issueCredentials(writer, bureau.id, [issuanceOf("A", time, { scope: [] })], REASON)],
      [
        "CN-31 is outside CN-11",
        () => issueCredentials(writer, bureau.id, [issuanceOf("A", time, { jurisdiction: "CN-31" })], REASON),
      ],
      ["would overlap", () => renewCredentials(writer, { ...one(licence), ...term(time) })],
      ["would leave a gap", () => renewCredentials(writer, { ...one(licence), ...term(time + 999 * DAY) })],
      ["is active, only one that is suspended", () => reinstateCredentials(writer, one(licence))],
      ["needs license for institution", () => suspendCredentials(writer, { ...one(licence), by: ministry.bureau.id })],
      ["0 credentials given, 1 to 500", () => suspendCredentials(writer, { ...one(licence), licences: [] })],
    ];
    for (const [message, action] of faults) {
      expect((await expectError(ChainError, action)).message).to.include(message);
    }
  });
});
