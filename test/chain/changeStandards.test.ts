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
import { expectError } from "../support/expectError.js";
import { startAnvil } from "../support/startAnvil.js";
import type { TestAnvil } from "../support/startAnvil.js";

const CONTENT = { contentHash: null, value: null, title: "Satellite image", source: "decision 1/2026" };
const KIND_99 = standardId(StandardCategory.recordKind, 99);

describe("standards", () => {
  let anvil: TestAnvil;
  let platform: TestPlatform;

  before(async () => {
    anvil = await startAnvil();
    platform = await deployTestPlatform(anvil.url);
  });
  after(() => anvil.stop());

  const as = (name: "standardsCommittee" | "standardsApprover"): ContractWriter => ({
    node: platform.node,
    contract: platform.standardsRegistry,
    signer: platform.keys[name].signer,
    options: { pollIntervalMs: 20 },
  });
  const now = async (): Promise<number> => (await readHead(platform.node)).timestamp;

  it("are listed with their versions, in few round trips", async () => {
    const before = platform.node.roundTrips;
    const standards = await listStandards(platform.node, platform.standardsRegistry);
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
    const registry = platform.standardsRegistry;
    expect(await readActivationDelay(node, registry)).to.equal(0);
    const from = (await now()) + 1_000;
    const { proposalId } = await proposeStandard(as("standardsCommittee"), {
      standardId: KIND_99,
      from,
      content: CONTENT,
    });
    expect((await listProposals(node, registry)).at(-1)).to.deep.equal({
      id: proposalId,
      standardId: KIND_99,
      status: "open",
      isRetirement: false,
      activatableFrom: await now(),
      from,
      proposer: platform.keys.standardsCommittee.address,
      content: CONTENT,
    });
    const own = await expectError(ChainError, () => activateProposal(as("standardsCommittee"), proposalId));
    expect(own.message).to.match(/does not hold the platform role/);
    await activateProposal(as("standardsApprover"), proposalId);
    expect(await readStandardVersions(node, registry, KIND_99)).to.deep.equal([{ from, until: null, ...CONTENT }]);
    expect(await isStandardInForce(node, registry, KIND_99, from - 1)).to.equal(false);
    expect(await isStandardInForce(node, registry, KIND_99, from)).to.equal(true);

    const retirement = await proposeRetirement(as("standardsCommittee"), { standardId: KIND_99, from: from + 500 });
    await activateProposal(as("standardsApprover"), retirement.proposalId);
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
    const first = await proposeStandard(as("standardsCommittee"), ask);
    await withdrawProposal(as("standardsCommittee"), first.proposalId);
    const second = await proposeStandard(as("standardsCommittee"), ask);
    await rejectProposal(as("standardsApprover"), second.proposalId);
    const proposals = await listProposals(platform.node, platform.standardsRegistry);
    expect(proposals.slice(-2).map(({ status }) => status)).to.deep.equal(["withdrawn", "rejected"]);
    expect(await readStandardVersions(platform.node, platform.standardsRegistry, ask.standardId)).to.deep.equal([]);
    const error = await expectError(ChainError, () => activateProposal(as("standardsApprover"), second.proposalId));
    expect(error.message).to.equal(
      `activate proposal ${second.proposalId}: proposal ${second.proposalId} is rejected already`,
    );
  });

  it("are refused with the contract's reason", async () => {
    const schema = schemaStandardId(1, 2);
    const error = await expectError(ChainError, async () =>
      proposeStandard(as("standardsCommittee"), { standardId: schema, from: await now(), content: CONTENT }),
    );
    expect(error.message).to.include("schema 2 of record kind 1 needs the hash of the document that defines it");
    const never = await expectError(ChainError, async () =>
      proposeRetirement(as("standardsCommittee"), { standardId: schema, from: (await now()) + 10 }),
    );
    expect(never.message).to.include("schema 2 of record kind 1 is not in force at");
  });
});
