import { expect } from "chai";
import type { LawyerScene } from "../support/lawyers.js";
import {
  BEIJING,
  CHAOYANG,
  COURT,
  MINISTRY,
  REASON,
  SHANGHAI,
  deployBureaus,
  issuanceOf,
  licenceOf,
} from "../support/lawyers.js";
import type { Account } from "../support/platform.js";
import { openChain } from "../support/platform.js";
import { CAPABILITY, KIND, STATUS, shortText } from "../support/words.js";

const chain = await openChain();
const { clock, loadFixture } = chain;

const LICENCE = licenceOf("A1");

/** One credential of each bureau. */
async function withCredentials() {
  const scene = await deployBureaus(chain);
  const { lawyers, chaoyang, shanghai } = scene;
  const now = await clock.latest();
  await lawyers.connect(chaoyang).issue(CHAOYANG, [issuanceOf("A1", now)], REASON);
  await lawyers.connect(shanghai).issue(SHANGHAI, [issuanceOf("S1", now, { jurisdiction: "CN-31" })], REASON);
  return scene;
}

/** Every kind of change that a bureau can make to the first credential, in an order in which all succeed. */
function changes({ lawyers, outsider }: LawyerScene, by: bigint, account: Account) {
  const asBureau = lawyers.connect(account);
  const end = async () => (await lawyers.credential(LICENCE)).state.validUntil;
  return {
    suspend: () => asBureau.suspend(by, [LICENCE], REASON),
    reinstate: () => asBureau.reinstate(by, [LICENCE], REASON),
    renew: async () => asBureau.renew(by, [LICENCE], await end(), (await end()) + 1000n, REASON),
    changeHolderKeys: () => asBureau.changeHolderKeys(by, [{ licence: LICENCE, key: outsider }], REASON),
    transfer: () => asBureau.transfer(by, CHAOYANG, shortText("CN-11-0105"), [LICENCE], REASON),
    revoke: () => asBureau.revoke(by, [LICENCE], REASON),
  };
}

describe("a credential is changed", () => {
  for (const [who, id] of [
    ["chaoyang", CHAOYANG],
    ["beijing", BEIJING],
    ["ministry", MINISTRY],
  ] as const) {
    it(`by ${who}, which issued it or stands above`, async () => {
      const scene = await loadFixture(withCredentials);
      for (const change of Object.values(changes(scene, id, scene[who]))) await change();
    });
  }

  it("not by a bureau beside, whatever its jurisdiction", async () => {
    const scene = await loadFixture(withCredentials);
    const { lawyers, shanghai } = scene;
    const takeOver = () =>
      lawyers.connect(shanghai).transfer(SHANGHAI, SHANGHAI, shortText("CN-31"), [LICENCE], REASON);
    const attempts = { ...changes(scene, SHANGHAI, shanghai), transfer: takeOver };
    for (const [name, change] of Object.entries(attempts)) {
      await expect(change(), name)
        .to.be.revertedWithCustomError(lawyers, "LawyerRegistryNotResponsible")
        .withArgs(LICENCE, SHANGHAI, CHAOYANG);
    }
  });

  it("not by a bureau of the same jurisdiction that did not issue it", async () => {
    const scene = await loadFixture(withCredentials);
    const { institutions, beijing, outsider, lawyers } = scene;
    await institutions.connect(beijing).register({
      code: shortText("CHAOYANG-2"),
      name: "Another bureau",
      kind: KIND.JusticeBureau,
      jurisdiction: shortText("CN-11-0105"),
      parent: BEIJING,
      grants: [{ account: outsider, capabilities: CAPABILITY.ADMINISTER | CAPABILITY.LICENSE }],
    });
    await expect(lawyers.connect(outsider).suspend(6n, [LICENCE], REASON))
      .to.be.revertedWithCustomError(lawyers, "LawyerRegistryNotResponsible")
      .withArgs(LICENCE, 6n, CHAOYANG);
  });

  it("not by a bureau below", async () => {
    const { lawyers, ministry, chaoyang } = await loadFixture(withCredentials);
    const issuance = issuanceOf("A2", await clock.latest());
    await lawyers.connect(ministry).issue(MINISTRY, [issuance], REASON);
    await expect(lawyers.connect(chaoyang).suspend(CHAOYANG, [issuance.licence], REASON))
      .to.be.revertedWithCustomError(lawyers, "LawyerRegistryNotResponsible")
      .withArgs(issuance.licence, CHAOYANG, MINISTRY);
  });

  it("not in the name of a bureau for which the account may not license", async () => {
    const scene = await loadFixture(withCredentials);
    for (const account of [scene.beijing, scene.court, scene.outsider, scene.registrar]) {
      for (const change of Object.values(changes(scene, CHAOYANG, account))) {
        await expect(change())
          .to.be.revertedWithCustomError(scene.institutions, "InstitutionRegistryMissingCapability")
          .withArgs(CHAOYANG, account.address, CAPABILITY.LICENSE, 0);
      }
    }
  });

  it("not by all together where one of them is another bureau's", async () => {
    const { lawyers, chaoyang } = await loadFixture(withCredentials);
    await expect(lawyers.connect(chaoyang).suspend(CHAOYANG, [LICENCE, licenceOf("S1")], REASON))
      .to.be.revertedWithCustomError(lawyers, "LawyerRegistryNotResponsible")
      .withArgs(licenceOf("S1"), CHAOYANG, SHANGHAI);
  });

  it("not by a suspended bureau, but by the one above it", async () => {
    const scene = await loadFixture(withCredentials);
    await scene.institutions.connect(scene.beijing).suspend(CHAOYANG, false, "");
    await expect(changes(scene, CHAOYANG, scene.chaoyang).suspend())
      .to.be.revertedWithCustomError(scene.institutions, "InstitutionRegistryNotActive")
      .withArgs(CHAOYANG, STATUS.Suspended);
    await changes(scene, BEIJING, scene.beijing).suspend();
  });

  it("by those above a retired bureau, as they stand then", async () => {
    const scene = await loadFixture(withCredentials);
    await scene.institutions.connect(scene.registrar).changeParent(CHAOYANG, SHANGHAI);
    await scene.institutions.connect(scene.registrar).retire(CHAOYANG, "");
    await expect(changes(scene, BEIJING, scene.beijing).suspend()).to.be.revertedWithCustomError(
      scene.lawyers,
      "LawyerRegistryNotResponsible",
    );
    await changes(scene, SHANGHAI, scene.shanghai).suspend();
  });

  it("by nobody when a bureau without one above it is retired", async () => {
    const scene = await loadFixture(withCredentials);
    const { institutions, registrar, lawyers, ministry } = scene;
    await institutions.connect(registrar).changeParent(CHAOYANG, 0n);
    await institutions.connect(registrar).retire(CHAOYANG, "");
    await expect(lawyers.connect(ministry).suspend(MINISTRY, [LICENCE], REASON))
      .to.be.revertedWithCustomError(lawyers, "LawyerRegistryNotResponsible")
      .withArgs(LICENCE, MINISTRY, CHAOYANG);
  });
});

describe("transfer", () => {
  it("makes another bureau responsible, and the lawyers practise there", async () => {
    const scene = await loadFixture(withCredentials);
    const { lawyers, ministry } = scene;
    const { validFrom, validUntil, scope } = (await lawyers.credential(LICENCE)).state;
    const jurisdiction = shortText("CN-31-0101");
    await expect(lawyers.connect(ministry).transfer(MINISTRY, SHANGHAI, jurisdiction, [LICENCE], REASON))
      .to.emit(lawyers, "CredentialChanged")
      .withArgs(LICENCE, MINISTRY, 1n, SHANGHAI, jurisdiction, validFrom, validUntil, scope, Object.values(REASON));
    await expect(changes(scene, CHAOYANG, scene.chaoyang).suspend())
      .to.be.revertedWithCustomError(lawyers, "LawyerRegistryNotResponsible")
      .withArgs(LICENCE, CHAOYANG, SHANGHAI);
    await changes(scene, SHANGHAI, scene.shanghai).suspend();
  });

  it("leaves a suspended credential suspended", async () => {
    const scene = await loadFixture(withCredentials);
    const { suspend } = changes(scene, CHAOYANG, scene.chaoyang);
    await suspend();
    const { lawyers, ministry } = scene;
    await lawyers.connect(ministry).transfer(MINISTRY, SHANGHAI, shortText("CN-31"), [LICENCE], REASON);
    expect((await lawyers.credential(LICENCE)).state.status).to.equal(2n);
  });

  it("keeps what was before in the history, the jurisdiction too", async () => {
    const { lawyers, ministry } = await loadFixture(withCredentials);
    await lawyers.connect(ministry).transfer(MINISTRY, SHANGHAI, shortText("CN-31"), [LICENCE], REASON);
    const history = await lawyers.historyOf(LICENCE);
    expect(history.map(({ issuer, jurisdiction }) => [issuer, jurisdiction])).to.deep.equal([
      [CHAOYANG, shortText("CN-11-0105")],
      [SHANGHAI, shortText("CN-31")],
    ]);
  });

  it("refuses a jurisdiction that the new bureau does not cover, or that is none", async () => {
    const { lawyers, ministry } = await loadFixture(withCredentials);
    const transfer = (jurisdiction: string) =>
      lawyers.connect(ministry).transfer(MINISTRY, SHANGHAI, shortText(jurisdiction), [LICENCE], REASON);
    await expect(transfer("CN-11"))
      .to.be.revertedWithCustomError(lawyers, "LawyerRegistryOutsideJurisdiction")
      .withArgs(SHANGHAI, shortText("CN-31"), shortText("CN-11"));
    await expect(transfer("CN-31-"))
      .to.be.revertedWithCustomError(lawyers, "LawyerRegistryInvalidJurisdiction")
      .withArgs(shortText("CN-31-"));
  });

  it("refuses to hand over to a court, to a suspended bureau, and to nobody", async () => {
    const { lawyers, chaoyang, institutions, registrar } = await loadFixture(withCredentials);
    await institutions.connect(registrar).suspend(SHANGHAI, false, "");
    for (const [to, kind, status] of [
      [COURT, KIND.Court, STATUS.Active],
      [SHANGHAI, KIND.JusticeBureau, STATUS.Suspended],
      [99n, KIND.None, STATUS.None],
    ] as const) {
      await expect(lawyers.connect(chaoyang).transfer(CHAOYANG, to, shortText("CN-11"), [LICENCE], REASON))
        .to.be.revertedWithCustomError(lawyers, "LawyerRegistryNotAnActiveBureau")
        .withArgs(to, kind, status);
    }
  });

  it("puts no credential under the name of a bureau that had no say in it", async () => {
    const { lawyers, chaoyang, beijing } = await loadFixture(withCredentials);
    const jurisdiction = shortText("CN-31");
    await expect(lawyers.connect(chaoyang).transfer(CHAOYANG, SHANGHAI, jurisdiction, [LICENCE], REASON))
      .to.be.revertedWithCustomError(lawyers, "LawyerRegistryTransferNotAccepted")
      .withArgs(CHAOYANG, SHANGHAI);
    // Nor under the name of the bureau above, or of one beside the one above.
    await expect(lawyers.connect(chaoyang).transfer(CHAOYANG, BEIJING, shortText("CN-11"), [LICENCE], REASON))
      .to.be.revertedWithCustomError(lawyers, "LawyerRegistryTransferNotAccepted")
      .withArgs(CHAOYANG, BEIJING);
    await expect(lawyers.connect(beijing).transfer(BEIJING, SHANGHAI, jurisdiction, [LICENCE], REASON))
      .to.be.revertedWithCustomError(lawyers, "LawyerRegistryTransferNotAccepted")
      .withArgs(BEIJING, SHANGHAI);
    expect((await lawyers.historyOf(LICENCE)).length).to.equal(1);
  });

  it("is done by an account that both bureaus have given LICENSE, and by a bureau that takes what is below it", async () => {
    const { lawyers, chaoyang, shanghai, beijing, institutions } = await loadFixture(withCredentials);
    await lawyers.connect(beijing).transfer(BEIJING, BEIJING, shortText("CN-11-0105"), [LICENCE], REASON);
    expect((await lawyers.credential(LICENCE)).state.issuer).to.equal(BEIJING);
    await lawyers.connect(beijing).transfer(BEIJING, CHAOYANG, shortText("CN-11-0105"), [LICENCE], REASON);
    await institutions.connect(shanghai).grantCapabilities(SHANGHAI, chaoyang, CAPABILITY.LICENSE);
    await lawyers.connect(chaoyang).transfer(CHAOYANG, SHANGHAI, shortText("CN-31"), [LICENCE], REASON);
    expect((await lawyers.credential(LICENCE)).state.issuer).to.equal(SHANGHAI);
  });
});
