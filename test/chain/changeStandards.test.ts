import { expect } from "chai";
import {
  ChainError,
  activateProposal,
  isStandardInForce,
  listProposals,
  listStandards,
  proposeRetirement,
  proposeStandard,
  readActivationDelay,
  readHead,
  readStandardVersions,
  readVersionAt,
  rejectProposal,
  splitStandardId,
  withdrawProposal,
} from "../../src/chain/index.js";
import type { ContractWriter } from "../../src/chain/index.js";
import {
  RECORD_KIND_STANDARDS,
  StandardCategory,
  schemaStandardId,
  standardId,
} from "../../src/core/standards/index.js";
import { deployTestPlatform } from "../support/deployTestPlatform.js";
import type { TestPlatform } from "../support/deployTestPlatform.js";
import { deployTestRegistries } from "../support/deployTestRegistries.js";
import type { TestRegistries } from "../support/deployTestRegistries.js";
import { expectError } from "../support/expectError.js";
import { startAnvil } from "../support/startAnvil.js";
import type { TestAnvil } from "../support/startAnvil.js";

const CONTENT = { contentHash: null, value: null, title: "Satellite image", source: "decision 1/2026" };
const KIND_99 = standardId(StandardCategory.recordKind, 99);

describe("standards", () => {
  let anvil: TestAnvil;
  let platform: TestPlatform;
  let registries: TestRegistries;

  before(async () => {
    anvil = await startAnvil();
    platform = await deployTestPlatform(anvil.url);
    registries = await deployTestRegistries(platform);
  });
  after(() => anvil.stop());

  const as = (name: keyof TestRegistries["keys"]): ContractWriter => ({
    node: platform.node,
    contract: registries.standardsRegistry,
    signer: registries.keys[name].signer,
    options: { pollIntervalMs: 20 },
  });
  const now = async (): Promise<number> => (await readHead(platform.node)).timestamp;

  it("are listed with their versions, in few round trips", async () => {
    const before = platform.node.roundTrips;
    const standards = await listStandards(platform.node, registries.standardsRegistry);
    expect(platform.node.roundTrips - before).to.be.at.most(3);
    const kinds = standards.filter(({ category }) => category === "record-kind");
    expect(kinds.map(({ code }) => code)).to.deep.equal(RECORD_KIND_STANDARDS.map(({ number }) => number));
    const schema = standards.find(({ id }) => id === schemaStandardId(1, 1));
    expect(schema?.versions[0]?.contentHash).to.match(/^0x[0-9a-f]{64}$/);
    expect(schema?.versions[0]?.until).to.equal(null);
    expect(splitStandardId(schemaStandardId(5, 1))).to.deep.equal({ category: "schema", code: 5 * 65_536 + 1 });
    const error = await expectError(ChainError, () => splitStandardId(99 * 2 ** 32 + 1));
    expect(error.code).to.equal("standard-unknown");
  });

  it("are proposed by one and activated by another, from a date on, and retired from a date on", async () => {
    const { node } = platform;
    const registry = registries.standardsRegistry;
    expect(await readActivationDelay(node, registry)).to.equal(0);
    const from = (await now()) + 1_000;
    const { proposalId } = await proposeStandard(as("committee"), { standardId: KIND_99, from, content: CONTENT });
    expect((await listProposals(node, registry)).at(-1)).to.deep.equal({
      id: proposalId,
      standardId: KIND_99,
      status: "open",
      isRetirement: false,
      activatableFrom: await now(),
      from,
      proposer: registries.keys.committee.address,
      content: CONTENT,
    });
    const own = await expectError(ChainError, () => activateProposal(as("committee"), proposalId));
    expect(own.message).to.match(/does not hold the platform role/);
    await activateProposal(as("approver"), proposalId);
    expect(await readStandardVersions(node, registry, KIND_99)).to.deep.equal([{ from, until: null, ...CONTENT }]);
    expect(await isStandardInForce(node, registry, KIND_99, from - 1)).to.equal(false);
    expect(await isStandardInForce(node, registry, KIND_99, from)).to.equal(true);

    const retirement = await proposeRetirement(as("committee"), { standardId: KIND_99, from: from + 500 });
    await activateProposal(as("approver"), retirement.proposalId);
    expect(await readVersionAt(node, registry, KIND_99, from + 499)).to.include({ from, until: from + 500 });
    expect(await readVersionAt(node, registry, KIND_99, from + 500)).to.equal(null);
    expect((await listProposals(node, registry)).at(-1)).to.include({
      status: "activated",
      isRetirement: true,
      content: null,
    });
  });

  it("stay as they are where a proposal is withdrawn or rejected", async () => {
    const ask = { standardId: KIND_99 + 1, from: (await now()) + 1_000, content: CONTENT };
    const first = await proposeStandard(as("committee"), ask);
    await withdrawProposal(as("committee"), first.proposalId);
    const second = await proposeStandard(as("committee"), ask);
    await rejectProposal(as("approver"), second.proposalId);
    const proposals = await listProposals(platform.node, registries.standardsRegistry);
    expect(proposals.slice(-2).map(({ status }) => status)).to.deep.equal(["withdrawn", "rejected"]);
    expect(await readStandardVersions(platform.node, registries.standardsRegistry, ask.standardId)).to.deep.equal([]);
    const error = await expectError(ChainError, () => activateProposal(as("approver"), second.proposalId));
    expect(error.message).to.equal(
      `activate proposal ${second.proposalId}: proposal ${second.proposalId} is rejected already`,
    );
  });

  it("are refused with the contract's reason", async () => {
    const schema = schemaStandardId(1, 2);
    const error = await expectError(ChainError, async () =>
      proposeStandard(as("committee"), { standardId: schema, from: await now(), content: CONTENT }),
    );
    expect(error.message).to.include("schema 2 of record kind 1 needs the hash of the document that defines it");
    const never = await expectError(ChainError, async () =>
      proposeRetirement(as("committee"), { standardId: schema, from: (await now()) + 10 }),
    );
    expect(never.message).to.include("schema 2 of record kind 1 is not in force at");
  });
});
