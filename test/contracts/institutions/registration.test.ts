import { expect } from "chai";
import type { Platform } from "../support/platform.js";
import { deployPlatform, openChain, register, registerCourt, registrationOf, stranger } from "../support/platform.js";
import { CAPABILITY, COMMON_CAPABILITIES, KIND, STATUS, shortText } from "../support/words.js";

const { ADMINISTER, RELAY, LICENSE, HANDLE_CASES, ENFORCE } = CAPABILITY;

const chain = await openChain();
const { loadFixture } = chain;

/** A high court of Beijing (1), which `president` administers and for which `clerk` relays. */
async function withHighCourt() {
  const platform = await deployPlatform(chain);
  const president = stranger(platform, 0);
  const clerk = stranger(platform, 1);
  const highCourt = await register(platform, {
    code: "BJ-HIGH",
    grants: [
      [president, ADMINISTER],
      [clerk, RELAY],
    ],
  });
  return { platform, president, clerk, highCourt, newcomer: stranger(platform, 2) };
}

/** The attempt to register below the high court, by its president unless said otherwise. */
function registerBelow(
  { platform, president, highCourt, newcomer }: Awaited<ReturnType<typeof withHighCourt>>,
  more: Partial<Parameters<typeof registrationOf>[0]>,
  by = president,
) {
  const input = { code: "BJ-1", parent: highCourt, grants: [[newcomer, ADMINISTER]] as [typeof newcomer, bigint][] };
  return platform.institutions.connect(by).register(registrationOf({ ...input, ...more }));
}

describe("register", () => {
  it("gives out numbers from 1 upwards, each once", async () => {
    const { platform, newcomer } = await loadFixture(withHighCourt);
    expect(await registerCourt(platform, "SECOND", newcomer)).to.equal(2n);
    await platform.institutions.connect(platform.registrar).retire(2n, "");
    expect(await registerCourt(platform, "THIRD", newcomer)).to.equal(3n);
    expect(await platform.institutions.idOf(shortText("SECOND"))).to.equal(2n);
  });

  it("keeps what was registered, and tells it in one event and one for each account", async () => {
    const { platform, newcomer } = await loadFixture(withHighCourt);
    const { institutions, registrar } = platform;
    const registration = registrationOf({
      code: "91110000",
      name: "北京知识产权局",
      kind: KIND.IntellectualPropertyOffice,
      jurisdiction: "CN-11-0105",
      grants: [[newcomer, COMMON_CAPABILITIES | ENFORCE]],
    });
    const transaction = await institutions.connect(registrar).register(registration);
    await expect(transaction)
      .to.emit(institutions, "InstitutionRegistered")
      .withArgs(2n, registration.code, 0n, registration.kind, registration.jurisdiction, registration.name);
    await expect(transaction)
      .to.emit(institutions, "CapabilitiesChanged")
      .withArgs(2n, newcomer.address, COMMON_CAPABILITIES | ENFORCE);

    const kept = await institutions.institution(2n);
    expect([kept.code, kept.name, kept.jurisdiction, kept.kind]).to.deep.equal([
      registration.code,
      registration.name,
      registration.jurisdiction,
      registration.kind,
    ]);
    expect([kept.status, kept.parent, kept.administrators]).to.deep.equal([STATUS.Active, 0n, 1n]);
    expect(kept.statusSince).to.equal(await chain.clock.latest());
    expect([kept.suspendedThrough, kept.suspendedByPlatform]).to.deep.equal([0n, false]);
    expect(await institutions.kindOf(2n)).to.equal(registration.kind);
    expect(await institutions.jurisdictionOf(2n)).to.equal(registration.jurisdiction);
    expect(await institutions.parentOf(2n)).to.equal(0n);
  });

  it("answers nothing about an institution that does not exist", async () => {
    const { institutions } = (await loadFixture(withHighCourt)).platform;
    await expect(institutions.institution(9n))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryUnknownInstitution")
      .withArgs(9n);
    expect(await institutions.idOf(shortText("NOBODY"))).to.equal(0n);
    expect(await institutions.statusOf(9n)).to.equal(STATUS.None);
    expect(await institutions.kindOf(9n)).to.equal(KIND.None);
    expect(await institutions.childrenOf(9n)).to.deep.equal([]);
  });

  it("refuses a code that is taken, and names its holder", async () => {
    const { platform, newcomer } = await loadFixture(withHighCourt);
    await expect(registerCourt(platform, "BJ-HIGH", newcomer))
      .to.be.revertedWithCustomError(platform.institutions, "InstitutionRegistryCodeTaken")
      .withArgs(shortText("BJ-HIGH"), 1n);
  });

  it("keeps a retired institution's code from everyone but the registrar", async () => {
    const scene = await loadFixture(withHighCourt);
    const { institutions, registrar } = scene.platform;
    await registerBelow(scene, {});
    await institutions.connect(registrar).retire(2n, "registered in error");
    await expect(registerBelow(scene, {}))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryCodeTaken")
      .withArgs(shortText("BJ-1"), 2n);
    await registerCourt(scene.platform, "BJ-1", scene.newcomer);
    expect(await institutions.idOf(shortText("BJ-1"))).to.equal(3n);
    expect((await institutions.institution(2n)).code).to.equal(shortText("BJ-1"));
  });

  for (const [what, code] of [
    ["empty", `0x${"00".repeat(32)}`],
    ["with a space", shortText("BJ HIGH")],
    ["with a character that is not ASCII", `0xc3a9${"00".repeat(30)}`],
    ["with something after its end", `0x4142${"00".repeat(29)}41`],
    ["that starts with a zero byte", `0x0041${"00".repeat(30)}`],
  ] as const) {
    it(`refuses a code ${what}`, async () => {
      const { platform, newcomer } = await loadFixture(withHighCourt);
      const registration = { ...registrationOf({ code: "X", grants: [[newcomer, ADMINISTER]] }), code };
      await expect(platform.institutions.connect(platform.registrar).register(registration))
        .to.be.revertedWithCustomError(platform.institutions, "InstitutionRegistryInvalidCode")
        .withArgs(code);
    });
  }

  it("takes a code of 32 characters", async () => {
    const { platform, newcomer } = await loadFixture(withHighCourt);
    const code = `0x${"41".repeat(32)}`;
    const registration = { ...registrationOf({ code: "X", grants: [[newcomer, ADMINISTER]] }), code };
    await platform.institutions.connect(platform.registrar).register(registration);
    expect(await platform.institutions.idOf(code)).to.equal(2n);
  });

  for (const jurisdiction of ["", "-CN", "CN-", "CN--11", "CN 11", "CN_11"]) {
    it(`refuses the jurisdiction "${jurisdiction}"`, async () => {
      const { platform, newcomer } = await loadFixture(withHighCourt);
      await expect(registerCourt(platform, "X", newcomer, { jurisdiction }))
        .to.be.revertedWithCustomError(platform.institutions, "InstitutionRegistryInvalidJurisdiction")
        .withArgs(shortText(jurisdiction));
    });
  }

  it("refuses the kind None", async () => {
    const { platform, newcomer } = await loadFixture(withHighCourt);
    await expect(registerCourt(platform, "X", newcomer, { kind: KIND.None }))
      .to.be.revertedWithCustomError(platform.institutions, "InstitutionRegistryInvalidKind")
      .withArgs(shortText("X"));
  });

  for (const bytes of [0, 257]) {
    it(`refuses a name of ${bytes} bytes`, async () => {
      const { platform, newcomer } = await loadFixture(withHighCourt);
      await expect(registerCourt(platform, "X", newcomer, { name: "x".repeat(bytes) }))
        .to.be.revertedWithCustomError(platform.institutions, "InstitutionRegistryInvalidNameLength")
        .withArgs(bytes, 256);
    });
  }

  it("counts the name's bytes, not its characters", async () => {
    const { platform, newcomer } = await loadFixture(withHighCourt);
    await registerCourt(platform, "X", newcomer, { name: "院".repeat(85) });
    await expect(registerCourt(platform, "Y", newcomer, { name: "院".repeat(86) }))
      .to.be.revertedWithCustomError(platform.institutions, "InstitutionRegistryInvalidNameLength")
      .withArgs(258, 256);
  });

  it("refuses an institution without an administrator", async () => {
    const { platform, newcomer } = await loadFixture(withHighCourt);
    await expect(register(platform, { code: "X", grants: [[newcomer, RELAY]] }))
      .to.be.revertedWithCustomError(platform.institutions, "InstitutionRegistryNoAdministrator")
      .withArgs(shortText("X"));
  });

  it("refuses capabilities that the kind may not hold", async () => {
    const { platform, newcomer } = await loadFixture(withHighCourt);
    const allowed = COMMON_CAPABILITIES | HANDLE_CASES | ENFORCE;
    await expect(registerCourt(platform, "X", newcomer, { grants: [[newcomer, ADMINISTER | LICENSE]] }))
      .to.be.revertedWithCustomError(platform.institutions, "InstitutionRegistryCapabilityOutsideKind")
      .withArgs(2n, KIND.Court, ADMINISTER | LICENSE, allowed);
  });

  it("refuses the zero account", async () => {
    const { platform } = await loadFixture(withHighCourt);
    const address = `0x${"00".repeat(20)}`;
    await expect(register(platform, { code: "X", grants: [[{ address }, ADMINISTER]] }))
      .to.be.revertedWithCustomError(platform.institutions, "InstitutionRegistryInvalidAccount")
      .withArgs(address);
  });

  describe("by the registrar", () => {
    it("takes any kind and jurisdiction below any active parent", async () => {
      const { platform, newcomer, highCourt } = await loadFixture(withHighCourt);
      const kind = KIND.JusticeBureau;
      const id = await registerCourt(platform, "US", newcomer, { kind, jurisdiction: "US-CA", parent: highCourt });
      expect(await platform.institutions.parentOf(id)).to.equal(highCourt);
      expect(await platform.institutions.childrenOf(highCourt)).to.deep.equal([id]);
    });

    it("refuses a parent that is suspended", async () => {
      const { platform, newcomer, highCourt } = await loadFixture(withHighCourt);
      await platform.institutions.connect(platform.registrar).suspend(highCourt, false, "");
      await expect(registerCourt(platform, "X", newcomer, { parent: highCourt }))
        .to.be.revertedWithCustomError(platform.institutions, "InstitutionRegistryNotActive")
        .withArgs(highCourt, STATUS.Suspended);
    });

    it("refuses a parent that does not exist", async () => {
      const { platform, newcomer } = await loadFixture(withHighCourt);
      await expect(registerCourt(platform, "X", newcomer, { parent: 9n }))
        .to.be.revertedWithCustomError(platform.institutions, "InstitutionRegistryUnknownInstitution")
        .withArgs(9n);
    });
  });

  describe("by an administrator of the parent", () => {
    it("takes a child of the parent's kind inside its jurisdiction", async () => {
      const scene = await loadFixture(withHighCourt);
      await registerBelow(scene, { jurisdiction: "CN-11-0105" });
      await registerBelow(scene, { code: "BJ-2", jurisdiction: "CN-11" });
      expect(await scene.platform.institutions.childrenOf(scene.highCourt)).to.deep.equal([2n, 3n]);
    });

    it("goes 16 levels deep and no further; the registrar may", async () => {
      const { platform, newcomer } = await loadFixture(withHighCourt);
      let parent = 0n;
      for (let depth = 1; depth <= 16; depth++) {
        const by = depth === 1 ? platform.registrar : newcomer;
        parent = await register(platform, { code: `D${depth}`, parent, grants: [[newcomer, ADMINISTER]] }, by);
      }
      const below = { code: "D17", parent, grants: [[newcomer, ADMINISTER]] as [typeof newcomer, bigint][] };
      await expect(register(platform, below, newcomer))
        .to.be.revertedWithCustomError(platform.institutions, "InstitutionRegistryTooDeep")
        .withArgs(parent, 16);
      await register(platform, below);
    });

    it("refuses another kind, and names both", async () => {
      const scene = await loadFixture(withHighCourt);
      await expect(registerBelow(scene, { kind: KIND.JusticeBureau }))
        .to.be.revertedWithCustomError(scene.platform.institutions, "InstitutionRegistryOutsideKind")
        .withArgs(scene.highCourt, KIND.Court, KIND.JusticeBureau);
    });

    for (const jurisdiction of ["CN", "CN-12", "CN-110", "CN-1", "US-11"]) {
      it(`refuses ${jurisdiction} below CN-11`, async () => {
        const scene = await loadFixture(withHighCourt);
        await expect(registerBelow(scene, { jurisdiction }))
          .to.be.revertedWithCustomError(scene.platform.institutions, "InstitutionRegistryOutsideJurisdiction")
          .withArgs(scene.highCourt, shortText("CN-11"), shortText(jurisdiction));
      });
    }

    it("refuses an account that holds everything but ADMINISTER there", async () => {
      const scene = await loadFixture(withHighCourt);
      await expect(registerBelow(scene, {}, scene.clerk))
        .to.be.revertedWithCustomError(scene.platform.institutions, "InstitutionRegistryNotASuperior")
        .withArgs(0n, scene.clerk.address);
    });

    it("refuses an institution at the top", async () => {
      const scene = await loadFixture(withHighCourt);
      await expect(registerBelow(scene, { parent: 0n }))
        .to.be.revertedWithCustomError(scene.platform.institutions, "InstitutionRegistryNotASuperior")
        .withArgs(0n, scene.president.address);
    });

    it("refuses an institution two levels below", async () => {
      const scene = await loadFixture(withHighCourt);
      await registerBelow(scene, {});
      await expect(registerBelow(scene, { code: "BJ-3", parent: 2n }))
        .to.be.revertedWithCustomError(scene.platform.institutions, "InstitutionRegistryNotASuperior")
        .withArgs(0n, scene.president.address);
    });

    it("refuses everything while the parent is suspended", async () => {
      const scene = await loadFixture(withHighCourt);
      await scene.platform.institutions.connect(scene.platform.registrar).suspend(scene.highCourt, false, "");
      await expect(registerBelow(scene, {}))
        .to.be.revertedWithCustomError(scene.platform.institutions, "InstitutionRegistryNotASuperior")
        .withArgs(0n, scene.president.address);
    });
  });
});

describe("rename", () => {
  it("changes the name, by the registrar and by an administrator of the parent", async () => {
    const scene = await loadFixture(withHighCourt);
    const { institutions, registrar } = scene.platform;
    await registerBelow(scene, {});
    for (const [by, name] of [
      [registrar, "First"],
      [scene.president, "Second"],
    ] as [Platform["registrar"], string][]) {
      await expect(institutions.connect(by).rename(2n, name))
        .to.emit(institutions, "InstitutionRenamed")
        .withArgs(2n, name);
      expect((await institutions.institution(2n)).name).to.equal(name);
    }
  });

  it("refuses an empty name", async () => {
    const { platform, highCourt } = await loadFixture(withHighCourt);
    await expect(platform.institutions.connect(platform.registrar).rename(highCourt, ""))
      .to.be.revertedWithCustomError(platform.institutions, "InstitutionRegistryInvalidNameLength")
      .withArgs(0, 256);
  });

  it("refuses a retired institution", async () => {
    const { platform, highCourt } = await loadFixture(withHighCourt);
    const registry = platform.institutions.connect(platform.registrar);
    await registry.retire(highCourt, "");
    await expect(registry.rename(highCourt, "x"))
      .to.be.revertedWithCustomError(registry, "InstitutionRegistryAlreadyRetired")
      .withArgs(highCourt);
  });
});
