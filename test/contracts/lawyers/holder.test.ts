import { expect } from "chai";
import type { TypedDataDomain } from "ethers";
import { getAddress, id as keccakOfText } from "ethers";
import { answeringCode } from "../support/answeringCode.js";
import { BEIJING, CHAOYANG, NAME, REASON, SALT, deployBureaus, issuanceOf, licenceOf } from "../support/lawyers.js";
import type { Account } from "../support/platform.js";
import { openChain, stranger } from "../support/platform.js";

const chain = await openChain();
const { clock, loadFixture, ethers } = chain;

const LICENCE = licenceOf("A1");
const OTHER = licenceOf("A2");
const CASE = keccakOfText("(2026)京0105民初1号");
const TYPES = {
  HolderStatement: [
    { name: "licence", type: "bytes32" },
    { name: "purpose", type: "string" },
    { name: "subject", type: "bytes32" },
    { name: "deadline", type: "uint48" },
  ],
};

/** Two credentials; the holder of the first has a key since `keyedAt`. */
async function withHolder() {
  const scene = await deployBureaus(chain);
  const { lawyers, chaoyang, platform } = scene;
  const holder = stranger(platform, 6);
  const successor = stranger(platform, 7);
  const asBureau = lawyers.connect(chaoyang);
  const now = await clock.latest();
  await asBureau.issue(CHAOYANG, [issuanceOf("A1", now), issuanceOf("A2", now)], REASON);
  const setKey = (key: string | Account, licence = LICENCE) =>
    asBureau.changeHolderKeys(CHAOYANG, [{ licence, key: typeof key === "string" ? key : key.address }], REASON);
  await setKey(holder);
  const keyedAt = await clock.latest();
  const { name, version, chainId, verifyingContract } = await lawyers.eip712Domain();
  const domain: TypedDataDomain = { name, version, chainId, verifyingContract };
  const statement = { licence: LICENCE, purpose: "appearance", subject: CASE, deadline: keyedAt + 1000 };
  return {
    ...scene,
    asBureau,
    holder,
    successor,
    setKey,
    keyedAt,
    statement,
    sign: (by: Account, other: Partial<typeof statement> = {}, otherDomain: TypedDataDomain = {}) =>
      by.signTypedData({ ...domain, ...otherDomain }, TYPES, { ...statement, ...other }),
    isSigned: (signature: string, time = keyedAt, other: Partial<typeof statement> = {}) =>
      lawyers.isSignedByHolder({ ...statement, ...other }, time, signature),
  };
}

describe("the holder's name", () => {
  it("opens the commitment with its salt", async () => {
    const { lawyers } = await loadFixture(withHolder);
    expect(await lawyers.isHolder(LICENCE, SALT, NAME)).to.be.true;
  });

  it("does not open it when it is another, or has another salt, or another form of the same characters", async () => {
    const { lawyers } = await loadFixture(withHolder);
    for (const [salt, name] of [
      [SALT, "李四"],
      [SALT, `${NAME} `],
      [SALT, ""],
      [keccakOfText("another salt"), NAME],
    ] as const) {
      expect(await lawyers.isHolder(LICENCE, salt, name)).to.be.false;
    }
  });

  it("is not asked of an unknown licence", async () => {
    const { lawyers } = await loadFixture(withHolder);
    await expect(lawyers.isHolder(licenceOf("A3"), SALT, NAME))
      .to.be.revertedWithCustomError(lawyers, "LawyerRegistryUnknownLicence")
      .withArgs(licenceOf("A3"));
  });
});

describe("changeHolderKeys", () => {
  it("sets, replaces and takes away a key, with a reason in the log", async () => {
    const { lawyers, setKey, successor } = await loadFixture(withHolder);
    for (const key of [successor.address, ethers.ZeroAddress]) {
      await expect(setKey(key))
        .to.emit(lawyers, "HolderKeyChanged")
        .withArgs(LICENCE, CHAOYANG, key, Object.values(REASON));
      expect((await lawyers.credential(LICENCE)).holderKey).to.equal(key);
    }
  });

  it("sets many at once, by a bureau above too", async () => {
    const { lawyers, beijing, holder, successor } = await loadFixture(withHolder);
    const keys = [
      { licence: LICENCE, key: successor.address },
      { licence: OTHER, key: holder.address },
    ];
    await lawyers.connect(beijing).changeHolderKeys(BEIJING, keys, REASON);
    for (const { licence, key } of keys) expect((await lawyers.credential(licence)).holderKey).to.equal(key);
  });

  it("leaves the state as it was", async () => {
    const { lawyers, setKey, successor } = await loadFixture(withHolder);
    await setKey(successor);
    expect((await lawyers.historyOf(LICENCE)).length).to.equal(1);
  });

  it("refuses an unknown licence, none, and more than 500", async () => {
    const { lawyers, asBureau, setKey, holder } = await loadFixture(withHolder);
    await expect(setKey(holder, licenceOf("A3")))
      .to.be.revertedWithCustomError(lawyers, "LawyerRegistryUnknownLicence")
      .withArgs(licenceOf("A3"));
    for (const count of [0, 501]) {
      const keys = Array.from({ length: count }, () => ({ licence: LICENCE, key: holder.address }));
      await expect(asBureau.changeHolderKeys.staticCall(CHAOYANG, keys, REASON))
        .to.be.revertedWithCustomError(lawyers, "LawyerRegistryInvalidNumber")
        .withArgs(count, 500);
    }
  });
});

describe("holderKeyAt", () => {
  it("answers for any past time", async () => {
    const { lawyers, setKey, holder, successor, keyedAt } = await loadFixture(withHolder);
    await clock.setNextBlockTimestamp(keyedAt + 100);
    await setKey(successor);
    await clock.setNextBlockTimestamp(keyedAt + 200);
    await setKey(ethers.ZeroAddress);
    await clock.increaseTo(keyedAt + 300);
    for (const [seconds, key] of [
      [-1, ethers.ZeroAddress],
      [0, holder.address],
      [99, holder.address],
      [100, successor.address],
      [199, successor.address],
      [200, ethers.ZeroAddress],
    ] as const) {
      expect(await lawyers.holderKeyAt(LICENCE, keyedAt + seconds), `${seconds} s`).to.equal(key);
    }
  });

  it("refuses a time after the current block's", async () => {
    const { lawyers } = await loadFixture(withHolder);
    const now = await clock.latest();
    await expect(lawyers.holderKeyAt(LICENCE, now + 1000, { blockTag: "latest" }))
      .to.be.revertedWithCustomError(lawyers, "LawyerRegistryTimeInFuture")
      .withArgs(now + 1000, now);
  });
});

describe("isSignedByHolder", () => {
  it("knows the holder's signature", async () => {
    const { holder, sign, isSigned } = await loadFixture(withHolder);
    expect(await isSigned(await sign(holder))).to.be.true;
  });

  it("is true for a challenge as for an appearance, each only for itself", async () => {
    const { holder, sign, isSigned, keyedAt } = await loadFixture(withHolder);
    const challenge = { purpose: "challenge", subject: keccakOfText("random") };
    const signature = await sign(holder, challenge);
    expect(await isSigned(signature, keyedAt, challenge)).to.be.true;
    expect(await isSigned(signature)).to.be.false;
  });

  describe("is false for a signature", () => {
    it("of somebody else", async () => {
      const { chaoyang, sign, isSigned } = await loadFixture(withHolder);
      expect(await isSigned(await sign(chaoyang))).to.be.false;
    });

    for (const [what, other] of [
      ["for another licence", { licence: OTHER }],
      ["for another purpose", { purpose: "challenge" }],
      ["about another subject", { subject: keccakOfText("another case") }],
      ["with another deadline", { deadline: 4_000_000_000 }],
    ] as const) {
      it(what, async () => {
        const { holder, sign, isSigned } = await loadFixture(withHolder);
        expect(await isSigned(await sign(holder, other))).to.be.false;
      });
    }

    for (const [what, domain] of [
      ["for another chain", { chainId: 1n }],
      ["for another contract", { verifyingContract: `0x${"12".repeat(20)}` }],
      ["for another component", { name: "Lexanchor RecordAnchor" }],
      ["for another version", { version: "2" }],
    ] as const) {
      it(what, async () => {
        const { holder, sign, isSigned } = await loadFixture(withHolder);
        expect(await isSigned(await sign(holder, {}, domain))).to.be.false;
      });
    }

    it("that is malformed", async () => {
      const { holder, sign, isSigned } = await loadFixture(withHolder);
      const signature = await sign(holder);
      for (const malformed of ["0x", "0x00", signature.slice(0, -2), `${signature}00`]) {
        expect(await isSigned(malformed)).to.be.false;
      }
    });
  });

  it("is false where the holder has no key", async () => {
    const { holder, sign, isSigned, keyedAt } = await loadFixture(withHolder);
    const other = { licence: OTHER };
    expect(await isSigned(await sign(holder, other), keyedAt, other)).to.be.false;
    expect(await isSigned(await sign(holder), keyedAt - 1)).to.be.false;
  });

  it("counts up to the deadline", async () => {
    const { holder, sign, isSigned, keyedAt } = await loadFixture(withHolder);
    const signature = await sign(holder);
    await clock.increaseTo(keyedAt + 2000);
    expect(await isSigned(signature, keyedAt + 1000)).to.be.true;
    expect(await isSigned(signature, keyedAt + 1001)).to.be.false;
  });

  it("stays true for the time of an old key when a new one has come, and is false from then on", async () => {
    const { holder, successor, sign, isSigned, setKey, keyedAt } = await loadFixture(withHolder);
    const [old, fresh] = [await sign(holder), await sign(successor)];
    await clock.setNextBlockTimestamp(keyedAt + 100);
    await setKey(successor);
    expect(await isSigned(old, keyedAt + 99)).to.be.true;
    expect(await isSigned(old, keyedAt + 100)).to.be.false;
    expect(await isSigned(fresh, keyedAt + 99)).to.be.false;
    expect(await isSigned(fresh, keyedAt + 100)).to.be.true;
  });

  it("does not ask for the standing: a suspended or revoked holder can still prove who they are", async () => {
    const { asBureau, holder, sign, isSigned } = await loadFixture(withHolder);
    await asBureau.revoke(CHAOYANG, [LICENCE], REASON);
    expect(await isSigned(await sign(holder), await clock.latest())).to.be.true;
  });

  it("refuses a time after the current block's", async () => {
    const { lawyers, holder, sign, isSigned } = await loadFixture(withHolder);
    const signature = await sign(holder);
    await expect(isSigned(signature, (await clock.latest()) + 1000)).to.be.revertedWithCustomError(
      lawyers,
      "LawyerRegistryTimeInFuture",
    );
  });

  describe("by a contract account (ERC-1271)", () => {
    const MAGIC = `0x1626ba7e${"00".repeat(28)}`;
    const ACCOUNT = getAddress(`0x${"c0de".repeat(10)}`);

    for (const [what, answer, fails, expected] of [
      ["the value", MAGIC, false, true],
      ["the value and more", `${MAGIC}${"ab".repeat(40)}`, false, true],
      ["nothing", "0x", false, false],
      ["the value alone, in 4 bytes", "0x1626ba7e", false, false],
      ["the value with something behind it", `0x1626ba7e${"00".repeat(27)}01`, false, false],
      ["another value", `0x${"00".repeat(32)}`, false, false],
      ["the value, but as an error", MAGIC, true, false],
    ] as const) {
      it(`is ${expected} when the account answers ${what}`, async () => {
        const { setKey, isSigned } = await loadFixture(withHolder);
        await chain.networkHelpers.setCode(ACCOUNT, answeringCode(answer, fails));
        await setKey(ACCOUNT);
        expect(await isSigned("0x1234", await clock.latest())).to.equal(expected);
      });
    }

    it("does not take the signature of the account's address as a key", async () => {
      const { holder, setKey, sign, isSigned } = await loadFixture(withHolder);
      await setKey(holder);
      await chain.networkHelpers.setCode(holder.address, answeringCode("0x", false));
      expect(await isSigned(await sign(holder), await clock.latest())).to.be.false;
    });
  });
});
