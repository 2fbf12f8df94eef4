import { expect } from "chai";
import {
  CHAOYANG,
  CREDENTIAL,
  MINISTRY,
  REASON,
  SHANGHAI,
  deployBureaus,
  issuanceOf,
  licenceOf,
  standingAt,
} from "../support/lawyers.js";
import { inOneBlock } from "../support/oneBlock.js";
import { fieldsOf } from "../support/fieldsOf.js";
import { openChain } from "../support/platform.js";
import { shortText } from "../support/words.js";

const chain = await openChain();
const { clock, loadFixture } = chain;
const { None, Active, Suspended, Revoked } = CREDENTIAL;

const LICENCE = licenceOf("A1");
const NEVER_ISSUED = licenceOf("A2");

/** A credential issued at `start`, valid from 100 to 2,000 seconds later; times count from there. */
async function withCredential() {
  const scene = await deployBureaus(chain);
  const asBureau = scene.lawyers.connect(scene.chaoyang);
  const start = (await clock.latest()) + 10;
  await clock.setNextBlockTimestamp(start);
  await asBureau.issue(
    CHAOYANG,
    [issuanceOf("A1", start, { validFrom: start + 100, validUntil: start + 2000 })],
    REASON,
  );
  return {
    ...scene,
    asBureau,
    start,
    at: async (seconds: number, change: () => Promise<unknown>) => {
      await clock.setNextBlockTimestamp(start + seconds);
      await change();
    },
    suspend: (overrides = {}) => asBureau.suspend(CHAOYANG, [LICENCE], REASON, overrides),
    reinstate: (overrides = {}) => asBureau.reinstate(CHAOYANG, [LICENCE], REASON, overrides),
    revoke: (overrides = {}) => asBureau.revoke(CHAOYANG, [LICENCE], REASON, overrides),
    standing: (seconds: number) => standingAt(scene.lawyers, LICENCE, start + seconds),
  };
}

/** Suspended after 500 seconds, reinstated after 600, moved to Shanghai after 700, revoked after 1,000. */
async function withHistory() {
  const scene = await withCredential();
  const { at, suspend, reinstate, lawyers, ministry, shanghai } = scene;
  await at(500, suspend);
  await at(600, reinstate);
  await at(700, () => lawyers.connect(ministry).transfer(MINISTRY, SHANGHAI, shortText("CN-31"), [LICENCE], REASON));
  await at(1000, () => lawyers.connect(shanghai).revoke(SHANGHAI, [LICENCE], REASON));
  await clock.increaseTo(scene.start + 5000);
  return scene;
}

describe("verifyLawyer", () => {
  for (const [seconds, entitled, status] of [
    [-1, false, None],
    [0, false, Active],
    [99, false, Active],
    [100, true, Active],
    [499, true, Active],
    [500, false, Suspended],
    [599, false, Suspended],
    [600, true, Active],
    [999, true, Active],
    [1000, false, Revoked],
    [1999, false, Revoked],
    [2000, false, Revoked],
  ] as const) {
    it(`answers ${entitled ? "entitled" : "not entitled"} for ${seconds} seconds after the issuing`, async () => {
      const { standing } = await loadFixture(withHistory);
      expect(await standing(seconds)).to.deep.equal([entitled, status]);
    });
  }

  it("names the bureau and the jurisdiction of that time", async () => {
    const { lawyers, start } = await loadFixture(withHistory);
    const { state: before } = await lawyers.verifyLawyer(LICENCE, start + 650);
    const { state: after } = await lawyers.verifyLawyer(LICENCE, start + 700);
    expect([before.issuer, before.jurisdiction]).to.deep.equal([CHAOYANG, shortText("CN-11-0105")]);
    expect([after.issuer, after.jurisdiction]).to.deep.equal([SHANGHAI, shortText("CN-31")]);
  });

  it("is entitled up to the end of the validity, and not in its last moment", async () => {
    const { standing, start } = await loadFixture(withCredential);
    await clock.increaseTo(start + 5000);
    expect(await standing(1999)).to.deep.equal([true, Active]);
    expect(await standing(2000)).to.deep.equal([false, Active]);
  });

  it("answers for the second of the current block", async () => {
    const { lawyers } = await loadFixture(withHistory);
    const { entitled } = await lawyers.verifyLawyer(LICENCE, await clock.latest(), { blockTag: "latest" });
    expect(entitled).to.be.false;
  });

  it("answers that a licence was never issued, with nothing in it", async () => {
    const { lawyers, start } = await loadFixture(withCredential);
    const { entitled, state } = await lawyers.verifyLawyer(NEVER_ISSUED, start);
    expect(entitled).to.be.false;
    expect(fieldsOf(state)).to.deep.equal({
      since: 0n,
      validFrom: 0n,
      validUntil: 0n,
      status: None,
      issuer: 0n,
      scope: 0n,
      jurisdiction: `0x${"00".repeat(32)}`,
    });
  });

  it("refuses a time after the current block's, and names it", async () => {
    const { lawyers } = await loadFixture(withCredential);
    const now = await clock.latest();
    await expect(lawyers.verifyLawyer(LICENCE, now + 100, { blockTag: "latest" }))
      .to.be.revertedWithCustomError(lawyers, "LawyerRegistryTimeInFuture")
      .withArgs(now + 100, now);
  });

  it("does not ask whether the bureau still stands", async () => {
    const { institutions, registrar, standing, start } = await loadFixture(withCredential);
    await institutions.connect(registrar).retire(CHAOYANG, "");
    await clock.increaseTo(start + 200);
    expect(await standing(150)).to.deep.equal([true, Active]);
  });

  describe("after several changes in one block", () => {
    it("answers for its second as the last of them says, and for the second before as before", async () => {
      const { lawyers, suspend, reinstate, start, standing } = await loadFixture(withCredential);
      await inOneBlock(chain, start + 500, [suspend, reinstate, suspend]);
      expect(await standing(499)).to.deep.equal([true, Active]);
      expect(await standing(500)).to.deep.equal([false, Suspended]);
      expect((await lawyers.historyOf(LICENCE)).map(({ since }) => Number(since) - start)).to.deep.equal([0, 500]);
    });

    it("keeps a revocation among them for good", async () => {
      const { lawyers, suspend, revoke, reinstate, start, standing } = await loadFixture(withCredential);
      const receipts = await inOneBlock(chain, start + 500, [suspend, revoke, reinstate]);
      expect(receipts.map((receipt) => receipt?.status)).to.deep.equal([1, 1, 0]);
      expect(await standing(500)).to.deep.equal([false, Revoked]);
      expect((await lawyers.historyOf(LICENCE)).length).to.equal(2);
    });

    it("knows of no state before the issuing, where it was changed in that block", async () => {
      const { lawyers, asBureau, start } = await loadFixture(withCredential);
      const time = start + 500;
      const receipts = await inOneBlock(chain, time, [
        (overrides) => asBureau.issue(CHAOYANG, [issuanceOf("A2", start)], REASON, overrides),
        (overrides) => asBureau.suspend(CHAOYANG, [NEVER_ISSUED], REASON, overrides),
      ]);
      expect(receipts.map((receipt) => receipt?.status)).to.deep.equal([1, 1]);
      expect(await standingAt(lawyers, NEVER_ISSUED, time - 1)).to.deep.equal([false, None]);
      expect(await standingAt(lawyers, NEVER_ISSUED, time)).to.deep.equal([false, Suspended]);
      expect((await lawyers.historyOf(NEVER_ISSUED)).length).to.equal(1);
    });
  });

  it("finds every one of many states", async () => {
    const { at, suspend, reinstate, start, standing } = await loadFixture(withCredential);
    for (let change = 0; change < 20; ++change) {
      await at(200 + 10 * change, change % 2 === 0 ? suspend : reinstate);
    }
    await clock.increaseTo(start + 1000);
    for (let change = 0; change < 20; ++change) {
      const [before, after] = change % 2 === 0 ? [Active, Suspended] : [Suspended, Active];
      expect((await standing(200 + 10 * change - 1))[1], `before change ${change}`).to.equal(before);
      expect((await standing(200 + 10 * change))[1], `change ${change}`).to.equal(after);
    }
  });
});

describe("historyOf", () => {
  it("tells every state, the oldest first", async () => {
    const { lawyers, start } = await loadFixture(withHistory);
    const history = await lawyers.historyOf(LICENCE);
    expect(history.map(({ since, status, issuer }) => [Number(since) - start, status, issuer])).to.deep.equal([
      [0, Active, CHAOYANG],
      [500, Suspended, CHAOYANG],
      [600, Active, CHAOYANG],
      [700, Active, SHANGHAI],
      [1000, Revoked, SHANGHAI],
    ]);
  });

  it("is empty for a licence that was never issued, of which credential refuses to tell", async () => {
    const { lawyers } = await loadFixture(withCredential);
    expect(await lawyers.historyOf(NEVER_ISSUED)).to.deep.equal([]);
    await expect(lawyers.credential(NEVER_ISSUED))
      .to.be.revertedWithCustomError(lawyers, "LawyerRegistryUnknownLicence")
      .withArgs(NEVER_ISSUED);
  });
});
