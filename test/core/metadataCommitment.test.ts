import { createHmac } from "node:crypto";
import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { expect } from "chai";
import fc from "fast-check";
import { NO_METADATA_ROOT, canonicalJson, fieldSalt, hashField, metadataRoot, toHex } from "../../src/core/index.js";
import { bytes32, jsonValue, metadata, wellFormedText } from "./support/arbitraries.js";

const FIELD_TYPES = ["bytes32", "string", "string"];

describe("metadataRoot", () => {
  it("is the root of OpenZeppelin's tree over salt, name and RFC 8785 text, salted by OpenSSL's HMAC", () => {
    fc.assert(
      fc.property(metadata, bytes32, (fields, secret) => {
        const rows = Object.entries(fields).map(([name, value]) => {
          const salt = createHmac("sha256", secret).update(name, "utf8").digest("hex");
          return [`0x${salt}`, name, canonicalJson(value)];
        });
        expect(metadataRoot(fields, secret)).to.equal(StandardMerkleTree.of(rows, FIELD_TYPES).root);
      }),
    );
  });

  it("is zero without fields", () => {
    expect(metadataRoot({}, new Uint8Array(32))).to.equal(NO_METADATA_ROOT);
  });

  it("does not depend on the order of the fields", () => {
    fc.assert(
      fc.property(metadata, bytes32, (fields, secret) => {
        const reversed = Object.fromEntries(Object.entries(fields).reverse());
        expect(metadataRoot(reversed, secret)).to.equal(metadataRoot(fields, secret));
      }),
    );
  });

  it("is another one under another secret", () => {
    fc.assert(
      fc.property(metadata, bytes32, bytes32, (fields, one, other) => {
        fc.pre(toHex(one) !== toHex(other));
        expect(metadataRoot(fields, one)).to.not.equal(metadataRoot(fields, other));
      }),
    );
  });
});

describe("hashField", () => {
  it("equals OpenZeppelin's standard leaf hash, whatever the lengths of name and value", () => {
    fc.assert(
      fc.property(bytes32, wellFormedText, jsonValue, (salt, name, value) => {
        const row = [toHex(salt), name, canonicalJson(value)];
        expect(toHex(hashField(salt, name, value))).to.equal(StandardMerkleTree.of([row], FIELD_TYPES).root);
      }),
    );
  });

  it("equals it at the ends of words", () => {
    for (let length = 0; length <= 97; length += 1) {
      const name = "n".repeat(length);
      const salt = fieldSalt(new Uint8Array(32), name);
      const row = [toHex(salt), name, canonicalJson(name)];
      expect(toHex(hashField(salt, name, name))).to.equal(StandardMerkleTree.of([row], FIELD_TYPES).root);
    }
  });
});
