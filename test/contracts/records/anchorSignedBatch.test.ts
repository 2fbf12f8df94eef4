import { expect } from "chai";
import type { TypedDataDomain } from "ethers";
import { Signature, concat, getAddress, toBeHex } from "ethers";
import { answeringCode } from "../support/answeringCode.js";
import type { Account } from "../support/platform.js";
import { deployPlatform, openChain, register, stranger } from "../support/platform.js";
import { CAPABILITY, STATUS } from "../support/words.js";

const { ADMINISTER, RELAY, SIGN } = CAPABILITY;

const chain = await openChain();
const { clock, loadFixture } = chain;

const COURT = 1n;
const OTHER = 2n;
const ROOT = `0x${"11".repeat(32)}`;
const COUNT = 42n;
const SECP256K1_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const TYPES = {
  Batch: [
    { name: "institutionId", type: "uint32" },
    { name: "root", type: "bytes32" },
    { name: "count", type: "uint32" },
    { name: "deadline", type: "uint48" },
  ],
};

/** A court whose signer is offline and grants RELAY to nobody, and a carrier without any capability. */
async function withSigner() {
  const platform = await deployPlatform(chain);
  const { anchor } = platform;
  const president = stranger(platform, 0);
  const signer = stranger(platform, 1);
  const carrier = stranger(platform, 2);
  await register(platform, {
    code: "COURT",
    grants: [
      [president, ADMINISTER],
      [signer, SIGN],
    ],
  });
  await register(platform, { code: "OTHER", grants: [[president, ADMINISTER]] });
  const { name, version, chainId, verifyingContract } = await anchor.eip712Domain();
  const domain: TypedDataDomain = { name, version, chainId, verifyingContract };
  const deadline = BigInt(await clock.latest()) + 3600n;
  const batch = { institutionId: COURT, root: ROOT, count: COUNT, deadline };
  /** The court's signature over the batch, or over another batch or domain. */
  const sign = (by: Account = signer, other: Partial<typeof batch> = {}, otherDomain: TypedDataDomain = {}) =>
    by.signTypedData({ ...domain, ...otherDomain }, TYPES, { ...batch, ...other });
  /** Carries the batch to the chain with a signature. */
  const carry = (signature: string, other: Partial<typeof batch & { signer: string }> = {}) => {
    const { institutionId, root, count, deadline: until } = { ...batch, ...other };
    return anchor
      .connect(carrier)
      .anchorSignedBatch(institutionId, root, count, until, other.signer ?? signer.address, signature);
  };
  return { ...platform, platform, president, signer, carrier, deadline, sign, carry };
}

type Scene = Awaited<ReturnType<typeof withSigner>>;

describe("anchorSignedBatch", () => {
  it("lets anyone carry what the institution has signed, and names both", async () => {
    const { anchor, sign, carry, signer, carrier } = await loadFixture(withSigner);
    const transaction = await carry(await sign());
    await expect(transaction).to.emit(anchor, "BatchAnchored").withArgs(COURT, 1n, ROOT, COUNT, signer.address);
    await expect(transaction)
      .to.emit(anchor, "SignedBatchCarried")
      .withArgs(COURT, 1n, carrier.address, signer.address);
    expect((await anchor.batchOf(COURT, ROOT)).account).to.equal(signer.address);
  });

  it("shares the sequence with batches that are relayed", async () => {
    const { anchor, institutions, president, sign, carry } = await loadFixture(withSigner);
    await institutions.connect(president).grantCapabilities(COURT, president, RELAY);
    await anchor.connect(president).anchorBatch(COURT, `0x${"22".repeat(32)}`, 1);
    await carry(await sign());
    expect((await anchor.batchOf(COURT, ROOT)).sequence).to.equal(2n);
  });

  it("states its domain as EIP-5267 asks", async () => {
    const { anchor } = await loadFixture(withSigner);
    expect([...(await anchor.eip712Domain())]).to.deep.equal([
      "0x0f",
      "Lexanchor RecordAnchor",
      "1",
      31337n,
      await anchor.getAddress(),
      `0x${"00".repeat(32)}`,
      [],
    ]);
  });

  it("refuses a signature that was carried before, and names the batch", async () => {
    const { anchor, sign, carry } = await loadFixture(withSigner);
    const signature = await sign();
    await carry(signature);
    await expect(carry(signature))
      .to.be.revertedWithCustomError(anchor, "RecordAnchorBatchAlreadyAnchored")
      .withArgs(COURT, ROOT, 1n);
  });

  it("takes a signature in the second of its deadline, and none after it", async () => {
    const { anchor, sign, carry, deadline } = await loadFixture(withSigner);
    const signature = await sign();
    await clock.setNextBlockTimestamp(deadline + 1n);
    await expect(carry(signature))
      .to.be.revertedWithCustomError(anchor, "RecordAnchorSignatureExpired")
      .withArgs(COURT, ROOT, deadline, deadline + 1n);
    const laterDeadline = deadline + 100n;
    await clock.setNextBlockTimestamp(laterDeadline);
    await carry(await sign(undefined, { deadline: laterDeadline }), { deadline: laterDeadline });
  });

  describe("refuses a signature", () => {
    const ELSEWHERE: Record<string, TypedDataDomain> = {
      "for another chain id": { chainId: 1n },
      "for another contract": { verifyingContract: `0x${"12".repeat(20)}` },
      "for another domain name": { name: "Lexanchor" },
      "for another version": { version: "2" },
    };
    for (const [what, domain] of Object.entries(ELSEWHERE)) {
      it(what, async () => {
        const { anchor, sign, carry, signer } = await loadFixture(withSigner);
        await expect(carry(await sign(signer, {}, domain)))
          .to.be.revertedWithCustomError(anchor, "RecordAnchorInvalidSignature")
          .withArgs(COURT, ROOT, signer.address);
      });
    }

    it("over another root, count, deadline or institution", async () => {
      const { anchor, institutions, president, sign, carry, signer, deadline } = await loadFixture(withSigner);
      await institutions.connect(president).grantCapabilities(OTHER, signer, SIGN);
      const signature = await sign();
      const otherRoot = `0x${"33".repeat(32)}`;
      for (const [other, id, root] of [
        [{ root: otherRoot }, COURT, otherRoot],
        [{ count: COUNT + 1n }, COURT, ROOT],
        [{ deadline: deadline + 1n }, COURT, ROOT],
        [{ institutionId: OTHER }, OTHER, ROOT],
      ] as const) {
        await expect(carry(signature, other))
          .to.be.revertedWithCustomError(anchor, "RecordAnchorInvalidSignature")
          .withArgs(id, root, signer.address);
      }
    });

    it("by someone else in the signer's name", async () => {
      const { anchor, sign, carry, signer, carrier } = await loadFixture(withSigner);
      await expect(carry(await sign(carrier)))
        .to.be.revertedWithCustomError(anchor, "RecordAnchorInvalidSignature")
        .withArgs(COURT, ROOT, signer.address);
    });

    it("by an account without SIGN, even an administrator", async () => {
      const { institutions, sign, carry, president } = await loadFixture(withSigner);
      await expect(carry(await sign(president), { signer: president.address }))
        .to.be.revertedWithCustomError(institutions, "InstitutionRegistryMissingCapability")
        .withArgs(COURT, president.address, SIGN, ADMINISTER);
    });

    it("in its malleable form", async () => {
      const { anchor, sign, carry, signer } = await loadFixture(withSigner);
      const { r, s, v } = Signature.from(await sign());
      const highS = toBeHex(SECP256K1_ORDER - BigInt(s), 32);
      await expect(carry(concat([r, highS, toBeHex(v === 27 ? 28 : 27)])))
        .to.be.revertedWithCustomError(anchor, "RecordAnchorInvalidSignature")
        .withArgs(COURT, ROOT, signer.address);
    });

    it("that is empty, short, compact, long, or recovers to nobody", async () => {
      const { anchor, sign, carry, signer } = await loadFixture(withSigner);
      const signature = await sign();
      for (const malformed of [
        "0x",
        signature.slice(0, -2),
        Signature.from(signature).compactSerialized,
        `${signature}00`,
        `${signature.slice(0, -2)}1d`,
        `0x${"00".repeat(65)}`,
      ]) {
        await expect(carry(malformed))
          .to.be.revertedWithCustomError(anchor, "RecordAnchorInvalidSignature")
          .withArgs(COURT, ROOT, signer.address);
      }
    });

    it("by the zero address", async () => {
      const { institutions, carry } = await loadFixture(withSigner);
      const nobody = `0x${"00".repeat(20)}`;
      await expect(carry(`0x${"00".repeat(65)}`, { signer: nobody }))
        .to.be.revertedWithCustomError(institutions, "InstitutionRegistryMissingCapability")
        .withArgs(COURT, nobody, SIGN, 0n);
    });

    it("of a suspended institution", async () => {
      const { institutions, registrar, sign, carry } = await loadFixture(withSigner);
      await institutions.connect(registrar).suspend(COURT, false, "");
      await expect(carry(await sign()))
        .to.be.revertedWithCustomError(institutions, "InstitutionRegistryNotActive")
        .withArgs(COURT, STATUS.Suspended);
    });
  });

  it("refuses an invalid count and the root 0, signed or not", async () => {
    const { anchor, sign, carry } = await loadFixture(withSigner);
    await expect(carry(await sign(undefined, { count: 0n }), { count: 0n }))
      .to.be.revertedWithCustomError(anchor, "RecordAnchorInvalidCount")
      .withArgs(COURT, ROOT, 0n, 2n ** 24n - 1n);
    const zeroRoot = `0x${"00".repeat(32)}`;
    await expect(carry(await sign(undefined, { root: zeroRoot }), { root: zeroRoot }))
      .to.be.revertedWithCustomError(anchor, "RecordAnchorInvalidRoot")
      .withArgs(COURT);
  });

  describe("for a contract account (EIP-1271)", () => {
    const MAGIC = `0x1626ba7e${"00".repeat(28)}`;

    const SIGNER = getAddress(`0x${"c0de".repeat(10)}`);

    /** Puts a contract on the chain that answers every call with these bytes, or fails with them; gives it SIGN. */
    async function answerWith({ institutions, president }: Scene, answer: string, fails: boolean): Promise<void> {
      await chain.networkHelpers.setCode(SIGNER, answeringCode(answer, fails));
      await institutions.connect(president).grantCapabilities(COURT, SIGNER, SIGN);
    }

    for (const [what, answer, fails] of [
      ["another value", `0xffffffff${"00".repeat(28)}`, false],
      ["the value with something behind it", `0x1626ba7e${"00".repeat(27)}01`, false],
      ["the value alone, in 4 bytes", "0x1626ba7e", false],
      ["31 bytes", MAGIC.slice(0, -2), false],
      ["nothing", "0x", false],
      ["the value, but as an error", MAGIC, true],
    ] as const) {
      it(`refuses an account that answers ${what}`, async () => {
        const scene = await loadFixture(withSigner);
        const { anchor, sign, carry } = scene;
        await answerWith(scene, answer, fails);
        await expect(carry(await sign(), { signer: SIGNER }))
          .to.be.revertedWithCustomError(anchor, "RecordAnchorInvalidSignature")
          .withArgs(COURT, ROOT, SIGNER);
      });
    }

    for (const [what, answer] of [
      ["the value", MAGIC],
      ["the value and more", `${MAGIC}${"ab".repeat(40)}`],
    ] as const) {
      it(`takes an account that answers ${what}`, async () => {
        const scene = await loadFixture(withSigner);
        await answerWith(scene, answer, false);
        const transaction = await scene.carry(await scene.sign(), { signer: SIGNER });
        await expect(transaction)
          .to.emit(scene.anchor, "SignedBatchCarried")
          .withArgs(COURT, 1n, scene.carrier.address, SIGNER);
        expect((await scene.anchor.batchOf(COURT, ROOT)).account).to.equal(SIGNER);
      });
    }

    it("refuses a contract account without SIGN, whatever it answers", async () => {
      const { institutions, sign, carry } = await loadFixture(withSigner);
      await chain.networkHelpers.setCode(SIGNER, answeringCode(MAGIC, false));
      await expect(carry(await sign(), { signer: SIGNER }))
        .to.be.revertedWithCustomError(institutions, "InstitutionRegistryMissingCapability")
        .withArgs(COURT, SIGNER, SIGN, 0n);
    });
  });
});
