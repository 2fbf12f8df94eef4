import { expect } from "chai";
import { fieldsOf } from "../support/fieldsOf.js";
import type { Account } from "../support/platform.js";
import { ACTIVATION_DELAY_SECONDS, deployPlatform, openChain, stranger } from "../support/platform.js";
import { CATEGORY, LAST_DATE, NO_END, PROPOSAL, contentOf, standardId } from "../support/standards.js";
import { ROLE } from "../support/words.js";

const chain = await openChain();
const { clock, loadFixture } = chain;

const KIND_99 = standardId(CATEGORY.RecordKind, 99n);
const FIRST = 1n;

/** An open proposal of a record kind, made at `proposedAt`, to be in force from `from`. */
async function withProposal() {
  const platform = await deployPlatform(chain);
  const { standards, standardsCommittee, standardsApprover } = platform;
  const committee = standards.connect(standardsCommittee);
  const approver = standards.connect(standardsApprover);
  const from = (await clock.latest()) + ACTIVATION_DELAY_SECONDS + 1000;
  await committee.propose(KIND_99, from, contentOf("kind"));
  const proposedAt = await clock.latest();
  return { ...platform, platform, committee, approver, from, proposedAt };
}

/** The same, past its delay. */
async function withRipeProposal() {
  const scene = await withProposal();
  await clock.increaseTo(scene.proposedAt + ACTIVATION_DELAY_SECONDS);
  return scene;
}

describe("propose", () => {
  it("keeps what is to come, for everyone to read", async () => {
    const { standards, standardsCommittee, from, proposedAt } = await loadFixture(withProposal);
    const proposal = await standards.proposal(FIRST);
    expect(fieldsOf(proposal)).to.deep.equal({
      standardId: KIND_99,
      status: PROPOSAL.Open,
      isRetirement: false,
      activatableFrom: BigInt(proposedAt + ACTIVATION_DELAY_SECONDS),
      from: BigInt(from),
      proposer: standardsCommittee.address,
      content: contentOf("kind"),
    });
    expect(await standards.proposalCount()).to.equal(1n);
    expect(await standards.isInForce(KIND_99, from)).to.be.false;
  });

  it("tells it in the log", async () => {
    const { standards, committee, standardsCommittee, from } = await loadFixture(withProposal);
    const time = from - 500;
    await clock.setNextBlockTimestamp(time);
    await expect(committee.propose(KIND_99, from, contentOf("kind")))
      .to.emit(standards, "StandardProposed")
      .withArgs(
        2n,
        KIND_99,
        standardsCommittee.address,
        time + ACTIVATION_DELAY_SECONDS,
        from,
        Object.values(contentOf("kind")),
      );
  });

  it("takes the current second and 2106-02-07 06:28:15 UTC, and nothing outside them", async () => {
    const { standards, committee, from } = await loadFixture(withProposal);
    const time = from - 500;
    await clock.setNextBlockTimestamp(time);
    await committee.propose(KIND_99, time, contentOf("kind"));
    await committee.propose(KIND_99, LAST_DATE, contentOf("kind"));
    await clock.setNextBlockTimestamp(time + 100);
    await expect(committee.propose(KIND_99, time + 99, contentOf("kind")))
      .to.be.revertedWithCustomError(standards, "StandardsRegistryDateInPast")
      .withArgs(KIND_99, time + 99, time + 100);
    await expect(committee.propose(KIND_99, LAST_DATE + 1n, contentOf("kind")))
      .to.be.revertedWithCustomError(standards, "StandardsRegistryDateBeyondLimit")
      .withArgs(KIND_99, LAST_DATE + 1n, LAST_DATE);
  });

  for (const [what, id] of [
    ["no category", standardId(0n, 1n)],
    ["a category that does not exist", standardId(7n, 1n)],
    ["the category 255", standardId(255n, 1n)],
    ["no code", standardId(CATEGORY.RecordKind, 0n)],
    ["a record kind beyond 16 bits", standardId(CATEGORY.RecordKind, 65_536n)],
    ["a digest algorithm beyond 8 bits", standardId(CATEGORY.DigestAlgorithm, 256n)],
    ["a schema without a kind", standardId(CATEGORY.Schema, 1n)],
    ["a schema without a version", standardId(CATEGORY.Schema, 65_536n)],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const { standards, committee, from } = await loadFixture(withProposal);
      await expect(committee.propose(id, from, contentOf("standard")))
        .to.be.revertedWithCustomError(standards, "StandardsRegistryInvalidId")
        .withArgs(id);
    });
  }

  it("takes the highest number of each category", async () => {
    const { committee, from } = await loadFixture(withProposal);
    for (const [category, code] of [
      [CATEGORY.RecordKind, 65_535n],
      [CATEGORY.Schema, 2n ** 32n - 1n],
      [CATEGORY.DigestAlgorithm, 255n],
      [CATEGORY.StatutoryLimit, 2n ** 32n - 1n],
      [CATEGORY.Window, 2n ** 32n - 1n],
      [CATEGORY.Calendar, 2n ** 32n - 1n],
    ] as const) {
      await committee.propose(standardId(category, code), from, contentOf("standard"));
    }
  });

  for (const [field, error, limit] of [
    ["title", "StandardsRegistryInvalidTitleLength", 256],
    ["source", "StandardsRegistryInvalidSourceLength", 512],
  ] as const) {
    it(`refuses no ${field}, and one of more than ${limit} bytes`, async () => {
      const { standards, committee, from } = await loadFixture(withProposal);
      for (const length of [0, limit + 1]) {
        const content = contentOf("kind", { [field]: "x".repeat(length) });
        await expect(committee.propose(KIND_99, from, content))
          .to.be.revertedWithCustomError(standards, error)
          .withArgs(length, limit);
      }
      await committee.propose(KIND_99, from, contentOf("kind", { [field]: "文".repeat(limit / 3) }));
    });
  }

  for (const category of ["Schema", "Calendar"] as const) {
    it(`refuses a ${category.toLowerCase()} without the hash of its document`, async () => {
      const { standards, committee, from } = await loadFixture(withProposal);
      const id = standardId(CATEGORY[category], 65_537n);
      await expect(committee.propose(id, from, contentOf("standard", { contentHash: `0x${"00".repeat(32)}` })))
        .to.be.revertedWithCustomError(standards, "StandardsRegistryMissingContentHash")
        .withArgs(id);
    });
  }

  for (const category of ["StatutoryLimit", "Window"] as const) {
    it(`refuses a ${category} without its value`, async () => {
      const { standards, committee, from } = await loadFixture(withProposal);
      const id = standardId(CATEGORY[category], 1n);
      await expect(committee.propose(id, from, contentOf("standard", { value: 0n })))
        .to.be.revertedWithCustomError(standards, "StandardsRegistryMissingValue")
        .withArgs(id);
    });
  }
});

describe("activate", () => {
  it("puts a proposal into effect, from its date on", async () => {
    const { standards, approver, standardsApprover, from } = await loadFixture(withRipeProposal);
    await expect(approver.activate(FIRST))
      .to.emit(standards, "StandardActivated")
      .withArgs(FIRST, KIND_99, standardsApprover.address, from, Object.values(contentOf("kind")));
    expect(await standards.isInForce(KIND_99, from - 1)).to.be.false;
    expect(await standards.isInForce(KIND_99, from)).to.be.true;
    expect((await standards.proposal(FIRST)).status).to.equal(PROPOSAL.Activated);
    expect(await standards.standardIds()).to.deep.equal([KIND_99]);
    const versions = await standards.versionsOf(KIND_99);
    expect(versions.map((version) => [version.from, version.until])).to.deep.equal([[BigInt(from), NO_END]]);
  });

  it("refuses in the last second of the delay, and does it in the next", async () => {
    const { standards, approver, proposedAt } = await loadFixture(withProposal);
    const ripe = proposedAt + ACTIVATION_DELAY_SECONDS;
    await clock.setNextBlockTimestamp(ripe - 1);
    await expect(approver.activate(FIRST))
      .to.be.revertedWithCustomError(standards, "StandardsRegistryActivationTooEarly")
      .withArgs(FIRST, ripe, ripe - 1);
    await clock.setNextBlockTimestamp(ripe);
    await approver.activate(FIRST);
  });

  it("takes effect in the next second where the date has passed or is now", async () => {
    for (const late of [0, 1, 12_345]) {
      const { standards, approver, from } = await loadFixture(withRipeProposal);
      await clock.setNextBlockTimestamp(from + late);
      await approver.activate(FIRST);
      expect(await standards.isInForce(KIND_99, from + late)).to.be.false;
      expect(await standards.isInForce(KIND_99, from + late + 1)).to.be.true;
    }
  });

  it("is refused to whoever proposed it, even with both roles, and done by another", async () => {
    const { access, standards, committee, approver, standardsCommittee } = await loadFixture(withRipeProposal);
    await access.grantRole(ROLE.STANDARDS_APPROVER, standardsCommittee, 0);
    await expect(committee.activate(FIRST))
      .to.be.revertedWithCustomError(standards, "StandardsRegistryOwnProposal")
      .withArgs(FIRST, standardsCommittee.address);
    await approver.activate(FIRST);
  });

  it("leaves the proposals of others to an account with both roles", async () => {
    const { access, standards, standardsApprover } = await loadFixture(withRipeProposal);
    await access.grantRole(ROLE.STANDARDS_COMMITTEE, standardsApprover, 0);
    await standards.connect(standardsApprover).activate(FIRST);
  });

  it("happens once", async () => {
    const { standards, approver } = await loadFixture(withRipeProposal);
    await approver.activate(FIRST);
    await expect(approver.activate(FIRST))
      .to.be.revertedWithCustomError(standards, "StandardsRegistryProposalNotOpen")
      .withArgs(FIRST, PROPOSAL.Activated);
  });
});

describe("a proposal", () => {
  it("is withdrawn by the committee, by any of its members", async () => {
    const { access, platform, standards } = await loadFixture(withRipeProposal);
    const colleague = stranger(platform, 0);
    await access.grantRole(ROLE.STANDARDS_COMMITTEE, colleague, 0);
    await expect(standards.connect(colleague).withdraw(FIRST))
      .to.emit(standards, "StandardProposalWithdrawn")
      .withArgs(FIRST, KIND_99, colleague.address);
    expect((await standards.proposal(FIRST)).status).to.equal(PROPOSAL.Withdrawn);
  });

  it("is rejected by an approver, before and after its delay", async () => {
    for (const fixture of [withProposal, withRipeProposal]) {
      const { standards, approver, standardsApprover } = await loadFixture(fixture);
      await expect(approver.reject(FIRST))
        .to.emit(standards, "StandardProposalRejected")
        .withArgs(FIRST, KIND_99, standardsApprover.address);
      expect((await standards.proposal(FIRST)).status).to.equal(PROPOSAL.Rejected);
    }
  });

  for (const [how, status] of [
    ["withdraw", PROPOSAL.Withdrawn],
    ["reject", PROPOSAL.Rejected],
  ] as const) {
    it(`is closed for good by ${how}`, async () => {
      const { standards, committee, approver } = await loadFixture(withRipeProposal);
      await (how === "withdraw" ? committee : approver)[how](FIRST);
      for (const attempt of [
        () => committee.withdraw(FIRST),
        () => approver.reject(FIRST),
        () => approver.activate(FIRST),
      ]) {
        await expect(attempt())
          .to.be.revertedWithCustomError(standards, "StandardsRegistryProposalNotOpen")
          .withArgs(FIRST, status);
      }
    });
  }

  it("that was never made is unknown", async () => {
    const { standards, committee, approver } = await loadFixture(withProposal);
    for (const id of [0n, 2n]) {
      for (const attempt of [
        () => committee.withdraw(id),
        () => approver.reject(id),
        () => approver.activate(id),
        () => standards.proposal(id),
      ]) {
        await expect(attempt())
          .to.be.revertedWithCustomError(standards, "StandardsRegistryUnknownProposal")
          .withArgs(id);
      }
    }
  });
});

describe("the access manager's execute", () => {
  it("does not hide who proposes and who activates", async () => {
    const { access, standards, standardsCommittee, standardsApprover, from } = await loadFixture(withRipeProposal);
    const execute = (by: Account, data: string) => access.connect(by).execute(standards, data);
    const { interface: abi } = standards;
    for (const [by, data] of [
      [standardsCommittee, abi.encodeFunctionData("propose", [KIND_99, from, contentOf("kind")])],
      [standardsCommittee, abi.encodeFunctionData("withdraw", [FIRST])],
      [standardsApprover, abi.encodeFunctionData("reject", [FIRST])],
      [standardsApprover, abi.encodeFunctionData("activate", [FIRST])],
    ] as const) {
      await expect(execute(by, data))
        .to.be.revertedWithCustomError(standards, "StandardsRegistryForwardedCall")
        .withArgs(await access.getAddress());
    }
  });

  it("is not needed by an account with an execution delay, which announces the call and makes it", async () => {
    const { access, platform, standards } = await loadFixture(withRipeProposal);
    const delayed = stranger(platform, 0);
    await access.grantRole(ROLE.STANDARDS_APPROVER, delayed, 3600);
    const data = standards.interface.encodeFunctionData("activate", [FIRST]);
    await expect(standards.connect(delayed).activate(FIRST)).to.be.revertedWithCustomError(
      access,
      "AccessManagerNotScheduled",
    );
    await access.connect(delayed).schedule(standards, data, 0);
    await clock.increase(3600);
    await standards.connect(delayed).activate(FIRST);
  });
});

describe("a guardian", () => {
  it("closes the registry to both roles, whose standards stay in force", async () => {
    const { access, standards, committee, approver, guardian, from } = await loadFixture(withRipeProposal);
    await approver.activate(FIRST);
    await access.connect(guardian).pause(standards);
    await expect(committee.propose(KIND_99, from + 5000, contentOf("kind"))).to.be.revertedWithCustomError(
      standards,
      "AccessManagedUnauthorized",
    );
    expect(await standards.isInForce(KIND_99, from)).to.be.true;
  });
});
