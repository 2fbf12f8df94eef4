import { expect } from "chai";
import { deployPlatform, openChain, registerCourt, stranger } from "../support/platform.js";
import { ROLE, STATUS } from "../support/words.js";

const chain = await openChain();
const { clock, loadFixture } = chain;

const DELAY_SECONDS = 3600;
const PARENT = 1n;
const CHILD = 2n;

/** A registrar who must announce each act an hour ahead, and a court with a child. */
async function withDelayedRegistrar() {
  const platform = await deployPlatform(chain);
  const { access, institutions, platformAdmin } = platform;
  const delayed = stranger(platform, 0);
  const president = stranger(platform, 1);
  await access.connect(platformAdmin).grantRole(ROLE.REGISTRAR, delayed, DELAY_SECONDS);
  await registerCourt(platform, "PARENT", president);
  await registerCourt(platform, "CHILD", stranger(platform, 2), { parent: PARENT });
  const registry = await institutions.getAddress();
  const suspension = (id: bigint) => institutions.interface.encodeFunctionData("suspend", [id, false, ""]);
  return {
    platform,
    access,
    institutions,
    delayed,
    president,
    registry,
    suspension,
    announce: async (data: string, by = delayed) => {
      await access.connect(by).schedule(registry, data, 0);
      return access.hashOperation(by, registry, data);
    },
  };
}

describe("a registrar with an execution delay", () => {
  it("cannot act before the act was announced", async () => {
    const { access, institutions, delayed, registry, suspension } = await loadFixture(withDelayedRegistrar);
    const operation = await access.hashOperation(delayed, registry, suspension(PARENT));
    await expect(institutions.connect(delayed).suspend(PARENT, false, ""))
      .to.be.revertedWithCustomError(access, "AccessManagerNotScheduled")
      .withArgs(operation);
  });

  it("cannot act before the delay is over", async () => {
    const { access, institutions, delayed, suspension, announce } = await loadFixture(withDelayedRegistrar);
    const operation = await announce(suspension(PARENT));
    await clock.increase(DELAY_SECONDS - 10);
    await expect(institutions.connect(delayed).suspend(PARENT, false, ""))
      .to.be.revertedWithCustomError(access, "AccessManagerNotReady")
      .withArgs(operation);
  });

  it("acts once the delay is over, as the platform, and once only", async () => {
    const { access, institutions, delayed, suspension, announce, platform } = await loadFixture(withDelayedRegistrar);
    const operation = await announce(suspension(PARENT));
    await clock.increase(DELAY_SECONDS);
    const transaction = institutions.connect(delayed).suspend(PARENT, false, "");
    await expect(transaction).to.emit(access, "OperationExecuted").withArgs(operation, 1);
    await expect(transaction).to.emit(institutions, "InstitutionSuspended").withArgs(PARENT, PARENT, true, "");

    await institutions.connect(platform.registrar).reinstate(PARENT, false, "");
    await expect(institutions.connect(delayed).suspend(PARENT, false, ""))
      .to.be.revertedWithCustomError(access, "AccessManagerNotScheduled")
      .withArgs(operation);
  });

  it("can have the announced act carried out by the access manager", async () => {
    const { access, institutions, delayed, registry, suspension, announce } = await loadFixture(withDelayedRegistrar);
    await announce(suspension(PARENT));
    await clock.increase(DELAY_SECONDS);
    await expect(access.connect(delayed).execute(registry, suspension(PARENT)))
      .to.emit(institutions, "InstitutionSuspended")
      .withArgs(PARENT, PARENT, true, "");
  });

  it("can do only what was announced", async () => {
    const { access, institutions, delayed, suspension, announce, registry } = await loadFixture(withDelayedRegistrar);
    await announce(suspension(PARENT));
    await clock.increase(DELAY_SECONDS);
    const operation = await access.hashOperation(delayed, registry, suspension(CHILD));
    await expect(institutions.connect(delayed).suspend(CHILD, false, ""))
      .to.be.revertedWithCustomError(access, "AccessManagerNotScheduled")
      .withArgs(operation);
  });

  it("cannot use an announcement that has expired", async () => {
    const { access, institutions, delayed, suspension, announce } = await loadFixture(withDelayedRegistrar);
    const operation = await announce(suspension(PARENT));
    await clock.increase(DELAY_SECONDS + Number(await access.expiration()));
    await expect(institutions.connect(delayed).suspend(PARENT, false, ""))
      .to.be.revertedWithCustomError(access, "AccessManagerExpired")
      .withArgs(operation);
  });

  it("is stopped by a guardian who cancels the announcement", async () => {
    const { access, institutions, delayed, registry, suspension, announce, platform } =
      await loadFixture(withDelayedRegistrar);
    const operation = await announce(suspension(PARENT));
    await access.connect(platform.guardian).cancel(delayed, registry, suspension(PARENT));
    await clock.increase(DELAY_SECONDS);
    await expect(institutions.connect(delayed).suspend(PARENT, false, ""))
      .to.be.revertedWithCustomError(access, "AccessManagerNotScheduled")
      .withArgs(operation);
  });

  it("is stopped by a guardian who pauses the registry", async () => {
    const { access, institutions, delayed, registry, suspension, announce, platform } =
      await loadFixture(withDelayedRegistrar);
    await announce(suspension(PARENT));
    await clock.increase(DELAY_SECONDS);
    await access.connect(platform.guardian).pause(registry);
    await expect(institutions.connect(delayed).suspend(PARENT, false, ""))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryNotASuperior")
      .withArgs(PARENT, delayed.address);
  });

  it("announces changeParent too", async () => {
    const { institutions, delayed, announce } = await loadFixture(withDelayedRegistrar);
    await announce(institutions.interface.encodeFunctionData("changeParent", [CHILD, 0n]));
    await clock.increase(DELAY_SECONDS);
    await institutions.connect(delayed).changeParent(CHILD, 0n);
    expect(await institutions.parentOf(CHILD)).to.equal(0n);
  });

  describe("who also administers the parent", () => {
    async function asAdministratorToo() {
      const scene = await withDelayedRegistrar();
      const { platform, access, president } = scene;
      await access.connect(platform.platformAdmin).grantRole(ROLE.REGISTRAR, president, DELAY_SECONDS);
      return scene;
    }

    it("acts at once below it, as the parent", async () => {
      const { institutions, president } = await loadFixture(asAdministratorToo);
      await expect(institutions.connect(president).suspend(CHILD, false, ""))
        .to.emit(institutions, "InstitutionSuspended")
        .withArgs(CHILD, CHILD, false, "");
    });

    it("acts as the platform through the access manager", async () => {
      const { access, institutions, president, registry, suspension, announce } = await loadFixture(asAdministratorToo);
      await announce(suspension(CHILD), president);
      await clock.increase(DELAY_SECONDS);
      await expect(access.connect(president).execute(registry, suspension(CHILD)))
        .to.emit(institutions, "InstitutionSuspended")
        .withArgs(CHILD, CHILD, true, "");
    });

    it("must announce what it does while the parent is suspended", async () => {
      const { access, institutions, president, registry, suspension, platform } = await loadFixture(asAdministratorToo);
      await institutions.connect(platform.registrar).suspend(PARENT, false, "");
      const operation = await access.hashOperation(president, registry, suspension(CHILD));
      await expect(institutions.connect(president).suspend(CHILD, false, ""))
        .to.be.revertedWithCustomError(access, "AccessManagerNotScheduled")
        .withArgs(operation);
      expect(await institutions.statusOf(CHILD)).to.equal(STATUS.Active);
    });
  });
});
