import { createHash, createHmac } from "node:crypto";
import { expect } from "chai";
import { keccak256 as ethersKeccak256 } from "ethers";
import fc from "fast-check";
import { digestBytes, fieldSalt, keccak256, toHex } from "../../src/core/index.js";
import { PUBLISHED_DIGESTS } from "./published/digests.js";

describe("digests", () => {
  for (const { algorithm, source, text, digest } of PUBLISHED_DIGESTS) {
    it(`${algorithm} gives the published digest (${source})`, () => {
      expect(digestBytes(algorithm, new TextEncoder().encode(text))).to.equal(digest);
    });
  }

  for (const [algorithm, opensslName] of [
    ["sha-256", "sha256"],
    ["sm3", "sm3"],
    ["sha3-256", "sha3-256"],
  ] as const) {
    it(`${algorithm} equals OpenSSL's for any bytes`, () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 1_000 }), (bytes) => {
          expect(digestBytes(algorithm, bytes)).to.equal(`0x${createHash(opensslName).update(bytes).digest("hex")}`);
        }),
      );
    });
  }

  it("keccak-256 equals ethers' for any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1_000 }), (bytes) => {
        expect(digestBytes("keccak-256", bytes)).to.equal(ethersKeccak256(bytes));
        expect(toHex(keccak256(bytes))).to.equal(ethersKeccak256(bytes));
      }),
    );
  });

  it("gives each call bytes of its own", () => {
    const first = keccak256(new Uint8Array([1]));
    const copy = first.slice();
    keccak256(new Uint8Array([2]));
    expect(first).to.deep.equal(copy);
  });

  it("salts equal OpenSSL's HMAC-SHA-256 of the name", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.string({ unit: "binary" }), (secret, name) => {
        const expected = createHmac("sha256", secret).update(name, "utf8").digest("hex");
        expect(toHex(fieldSalt(secret, name))).to.equal(`0x${expected}`);
      }),
    );
  });
});
