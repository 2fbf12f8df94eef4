import { expect } from "chai";
import { deployPlatform, openChain, registerCourt, registrationOf, stranger } from "../support/platform.js";
import { CAPABILITY, ROLE, shortText } from "../support/words.js";

const chain = await openChain();
const { loadFixture } = chain;

const COURT = 1n;
const ROOT = `0x${"11".repeat(32)}`;

/** A court with its administrator, and what is left of the platform when the guardian has paused the registry. */
async function withPausedRegistry() {
  const platform = await deployPlatform(chain);
  const president = stranger(platform, 0);
  await registerCourt(platform, "COURT", president);
  await platform.access.connect(platform.guardian).pause(platform.institutions);
  return { platform, president, ...platform };
}

describe("pause", () => {
  it("is announced with the guardian's name", async () => {
    const { access, directory, guardian } = await loadFixture(withPausedRegistry);
    const target = await directory.getAddress();
    const transaction = await access.connect(guardian).pause(target);
    await expect(transaction).to.emit(access, "PlatformPaused").withArgs(target, guardian.address);
    await expect(transaction).to.emit(access, "TargetClosed").withArgs(target, true);
  });

  it("closes the platform's functions, at once", async () => {
    const { institutions, registrar } = await loadFixture(withPausedRegistry);
    await expect(institutions.connect(registrar).suspend(COURT, false, ""))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryNotASuperior")
      .withArgs(COURT, registrar.address);
    await expect(institutions.connect(registrar).changeParent(COURT, 0n))
      .to.be.revertedWithCustomError(institutions, "AccessManagedUnauthorized")
      .withArgs(registrar.address);
  });

  it("keeps no institution from anchoring, from granting capabilities, or from onboarding a child", async () => {
    const { institutions, anchor, president, strangers } = await loadFixture(withPausedRegistry);
    const [, clerk] = strangers;
    if (!clerk) throw new Error("unreachable: there are strangers");
    await anchor.connect(president).anchorBatch(COURT, ROOT, 1);
    await institutions.connect(president).grantCapabilities(COURT, clerk, CAPABILITY.RELAY);
    await institutions
      .connect(president)
      .register(registrationOf({ code: "CHILD", parent: COURT, grants: [[clerk, CAPABILITY.ADMINISTER]] }));
    await institutions.connect(president).suspend(2n, false, "");
  });

  it("is lifted by the platform administrators", async () => {
    const { access, institutions, platformAdmin, registrar } = await loadFixture(withPausedRegistry);
    await access.connect(platformAdmin).setTargetClosed(institutions, false);
    await institutions.connect(registrar).suspend(COURT, false, "");
  });

  it("is not lifted by the guardian", async () => {
    const { access, institutions, guardian } = await loadFixture(withPausedRegistry);
    await expect(access.connect(guardian).setTargetClosed(institutions, false))
      .to.be.revertedWithCustomError(access, "AccessManagerUnauthorizedAccount")
      .withArgs(guardian.address, ROLE.ADMIN);
  });

  it("does not lock the platform administrators out when it is used on the access manager itself", async () => {
    const { access, institutions, platformAdmin, registrar, guardian } = await loadFixture(withPausedRegistry);
    await access.connect(guardian).pause(access);
    await access.connect(platformAdmin).setTargetClosed(institutions, false);
    await access.connect(platformAdmin).revokeRole(ROLE.GUARDIAN, guardian);
    await institutions.connect(registrar).suspend(COURT, false, "");
  });

  it("needs no announcement from a guardian with an execution delay", async () => {
    const { access, directory, platformAdmin, strangers } = await loadFixture(withPausedRegistry);
    const [, , delayed] = strangers;
    if (!delayed) throw new Error("unreachable: there are strangers");
    await access.connect(platformAdmin).grantRole(ROLE.GUARDIAN, delayed, 3600);
    await access.connect(delayed).pause(directory);
    expect(await access.isTargetClosed(directory)).to.be.true;
  });

  it("refuses everyone else, the platform administrators too", async () => {
    const { access, directory, platformAdmin, registrar } = await loadFixture(withPausedRegistry);
    for (const caller of [platformAdmin, registrar]) {
      await expect(access.connect(caller).pause(directory))
        .to.be.revertedWithCustomError(access, "PlatformAccessNotGuardian")
        .withArgs(caller.address);
    }
  });
});

describe("a guardian", () => {
  it("grants and revokes nothing, and binds no function", async () => {
    const { access, institutions, guardian } = await loadFixture(withPausedRegistry);
    const asGuardian = access.connect(guardian);
    for (const attempt of [
      () => asGuardian.grantRole(ROLE.REGISTRAR, guardian, 0),
      () => asGuardian.grantRole(ROLE.GUARDIAN, guardian, 0),
      () => asGuardian.revokeRole(ROLE.REGISTRAR, guardian),
      () => asGuardian.setRoleAdmin(ROLE.REGISTRAR, ROLE.GUARDIAN),
      () => asGuardian.setRoleGuardian(ROLE.REGISTRAR, ROLE.REGISTRAR),
      () => asGuardian.setTargetFunctionRole(institutions, ["0x00000000"], ROLE.GUARDIAN),
      () => asGuardian.updateAuthority(institutions, access),
    ]) {
      await expect(attempt())
        .to.be.revertedWithCustomError(access, "AccessManagerUnauthorizedAccount")
        .withArgs(guardian.address, ROLE.ADMIN);
    }
  });

  it("cancels what is announced to any contract but the access manager, from which it can be removed", async () => {
    const { access, directory, guardian, platformAdmin, strangers } = await loadFixture(withPausedRegistry);
    const [, , delayed] = strangers;
    if (!delayed) throw new Error("unreachable: there are strangers");
    await access.connect(platformAdmin).grantRole(ROLE.ADMIN, delayed, 3600);
    const listing = directory.interface.encodeFunctionData("setAddress", [
      shortText("Name"),
      await access.getAddress(),
    ]);
    const removal = access.interface.encodeFunctionData("revokeRole", [ROLE.GUARDIAN, guardian.address]);
    await access.connect(delayed).schedule(directory, listing, 0);
    await access.connect(delayed).schedule(access, removal, 0);
    const operation = await access.hashOperation(delayed, directory, listing);
    await expect(access.connect(guardian).cancel(delayed, directory, listing))
      .to.emit(access, "OperationCanceled")
      .withArgs(operation, 1);
    await expect(access.connect(guardian).cancel(delayed, access, removal))
      .to.be.revertedWithCustomError(access, "AccessManagerUnauthorizedCancel")
      .withArgs(guardian.address, delayed.address, await access.getAddress(), removal.slice(0, 10));
  });
});
