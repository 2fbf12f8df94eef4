import { expect } from "chai";
import type { Account } from "../support/platform.js";
import { deployPlatform, openChain, registerCourt, stranger } from "../support/platform.js";
import { STATUS } from "../support/words.js";

const chain = await openChain();
const { loadFixture } = chain;

const TOP = 1n;
const MIDDLE = 2n;
const BOTTOM = 3n;
const OTHER = 4n;

/** Top over middle over bottom, and another institution beside them. */
async function withTree() {
  const platform = await deployPlatform(chain);
  const accounts = [0, 1, 2, 3].map((index) => stranger(platform, index)) as [Account, Account, Account, Account];
  await registerCourt(platform, "TOP", accounts[0]);
  await registerCourt(platform, "MIDDLE", accounts[1], { parent: TOP });
  await registerCourt(platform, "BOTTOM", accounts[2], { parent: MIDDLE });
  await registerCourt(platform, "OTHER", accounts[3], { jurisdiction: "US" });
  const { institutions, registrar } = platform;
  return { platform, institutions, accounts, asRegistrar: institutions.connect(registrar) };
}

describe("changeParent", () => {
  it("moves an institution, with all below it, and tells from where to where", async () => {
    const { institutions, asRegistrar } = await loadFixture(withTree);
    await expect(asRegistrar.changeParent(MIDDLE, OTHER))
      .to.emit(institutions, "InstitutionParentChanged")
      .withArgs(MIDDLE, TOP, OTHER);
    expect(await institutions.parentOf(MIDDLE)).to.equal(OTHER);
    expect(await institutions.parentOf(BOTTOM)).to.equal(MIDDLE);
    expect(await institutions.childrenOf(TOP)).to.deep.equal([]);
    expect(await institutions.childrenOf(OTHER)).to.deep.equal([MIDDLE]);
  });

  it("moves an institution to the top, and back", async () => {
    const { institutions, asRegistrar } = await loadFixture(withTree);
    await asRegistrar.changeParent(MIDDLE, 0n);
    expect(await institutions.parentOf(MIDDLE)).to.equal(0n);
    await asRegistrar.changeParent(MIDDLE, TOP);
    expect(await institutions.childrenOf(TOP)).to.deep.equal([MIDDLE]);
  });

  it("keeps the other children in the list, whichever leaves", async () => {
    const { platform, institutions, accounts, asRegistrar } = await loadFixture(withTree);
    await registerCourt(platform, "FIFTH", accounts[3], { parent: TOP });
    await registerCourt(platform, "SIXTH", accounts[3], { parent: TOP });
    await asRegistrar.changeParent(MIDDLE, OTHER);
    expect(await institutions.childrenOf(TOP)).to.have.members([5n, 6n]);
    await asRegistrar.changeParent(6n, 0n);
    expect(await institutions.childrenOf(TOP)).to.deep.equal([5n]);
    await asRegistrar.changeParent(5n, 0n);
    expect(await institutions.childrenOf(TOP)).to.deep.equal([]);
  });

  it("hands the institution over from the old superior to the new one", async () => {
    const { institutions, accounts, asRegistrar } = await loadFixture(withTree);
    await asRegistrar.changeParent(MIDDLE, OTHER);
    await expect(institutions.connect(accounts[0]).suspend(MIDDLE, false, ""))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryNotASuperior")
      .withArgs(MIDDLE, accounts[0].address);
    await institutions.connect(accounts[3]).suspend(MIDDLE, false, "");
  });

  it("moves a suspended institution, which stays suspended", async () => {
    const { institutions, asRegistrar } = await loadFixture(withTree);
    await asRegistrar.suspend(MIDDLE, false, "");
    await asRegistrar.changeParent(MIDDLE, OTHER);
    expect(await institutions.statusOf(MIDDLE)).to.equal(STATUS.Suspended);
  });

  for (const [what, parent] of [
    ["below itself", TOP],
    ["below its child", MIDDLE],
    ["below its grandchild", BOTTOM],
  ] as const) {
    it(`refuses to move an institution ${what}`, async () => {
      const { institutions, asRegistrar } = await loadFixture(withTree);
      await expect(asRegistrar.changeParent(TOP, parent))
        .to.be.revertedWithCustomError(institutions, "InstitutionRegistryParentCycle")
        .withArgs(TOP, parent);
    });
  }

  it("refuses a parent that is suspended or retired", async () => {
    const { institutions, asRegistrar } = await loadFixture(withTree);
    await asRegistrar.suspend(OTHER, false, "");
    await expect(asRegistrar.changeParent(BOTTOM, OTHER))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryNotActive")
      .withArgs(OTHER, STATUS.Suspended);
    await asRegistrar.retire(OTHER, "");
    await expect(asRegistrar.changeParent(BOTTOM, OTHER))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryNotActive")
      .withArgs(OTHER, STATUS.Retired);
  });

  it("refuses a parent, and an institution, that do not exist", async () => {
    const { institutions, asRegistrar } = await loadFixture(withTree);
    await expect(asRegistrar.changeParent(BOTTOM, 9n))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryUnknownInstitution")
      .withArgs(9n);
    await expect(asRegistrar.changeParent(9n, TOP))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryUnknownInstitution")
      .withArgs(9n);
  });

  it("refuses an administrator of the parent", async () => {
    const { institutions, accounts } = await loadFixture(withTree);
    await expect(institutions.connect(accounts[0]).changeParent(MIDDLE, 0n))
      .to.be.revertedWithCustomError(institutions, "AccessManagedUnauthorized")
      .withArgs(accounts[0].address);
  });
});

describe("retire", () => {
  it("ends an institution for good, by the registrar and by an administrator of the parent", async () => {
    const { institutions, accounts, asRegistrar } = await loadFixture(withTree);
    await expect(institutions.connect(accounts[1]).retire(BOTTOM, "merged"))
      .to.emit(institutions, "InstitutionRetired")
      .withArgs(BOTTOM, "merged");
    expect(await institutions.statusOf(BOTTOM)).to.equal(STATUS.Retired);
    await asRegistrar.retire(MIDDLE, "");
    for (const change of [
      () => asRegistrar.retire(BOTTOM, ""),
      () => asRegistrar.changeParent(BOTTOM, 0n),
      () => asRegistrar.rename(BOTTOM, "x"),
    ]) {
      await expect(change())
        .to.be.revertedWithCustomError(institutions, "InstitutionRegistryAlreadyRetired")
        .withArgs(BOTTOM);
    }
    await expect(asRegistrar.suspend(BOTTOM, false, ""))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryNotActive")
      .withArgs(BOTTOM, STATUS.Retired);
  });

  it("refuses while a child is not retired, and names it", async () => {
    const { institutions, asRegistrar } = await loadFixture(withTree);
    await expect(asRegistrar.retire(MIDDLE, ""))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryHasChildren")
      .withArgs(MIDDLE, BOTTOM);
    await asRegistrar.suspend(BOTTOM, false, "");
    await expect(asRegistrar.retire(MIDDLE, ""))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryHasChildren")
      .withArgs(MIDDLE, BOTTOM);
  });

  it("ends a suspended institution; what the registrar suspended, by the registrar only", async () => {
    const { institutions, accounts, asRegistrar } = await loadFixture(withTree);
    await asRegistrar.suspend(BOTTOM, false, "");
    await expect(institutions.connect(accounts[1]).retire(BOTTOM, ""))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistrySuspendedByPlatform")
      .withArgs(BOTTOM);
    await asRegistrar.retire(BOTTOM, "");
    const { status, suspendedThrough, suspendedByPlatform } = await institutions.institution(BOTTOM);
    expect([status, suspendedThrough, suspendedByPlatform]).to.deep.equal([STATUS.Retired, 0n, false]);
  });

  it("refuses a reason of 257 bytes", async () => {
    const { institutions, asRegistrar } = await loadFixture(withTree);
    await expect(asRegistrar.retire(BOTTOM, "x".repeat(257)))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryInvalidReasonLength")
      .withArgs(257, 256);
  });
});
