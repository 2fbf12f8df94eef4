import { expect } from "chai";
import fc from "fast-check";
import { HexError, fromHex, sameHex, toHex } from "../../src/core/index.js";
import { caught } from "./support/caught.js";

describe("hex", () => {
  it("gives back any bytes, in lower case", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = toHex(bytes);
        expect(text).to.equal(`0x${Buffer.from(bytes).toString("hex")}`);
        expect(fromHex(text)).to.deep.equal(bytes);
        expect(fromHex(`0x${text.slice(2).toUpperCase()}`)).to.deep.equal(bytes);
      }),
    );
  });

  for (const [text, fact] of [
    ["", "does not begin with 0x"],
    ["00", "does not begin with 0x"],
    ["0X00", "does not begin with 0x"],
    ["0x0", "has an odd length"],
    ["0x0g", "holds a character that is no hexadecimal digit"],
    ["0x00 ", "has an odd length"],
    ["0x00\n\n", "holds a character that is no hexadecimal digit"],
    ["0x0000", "2 bytes given, 3 expected"],
    ["0x00000000", "4 bytes given, 3 expected"],
  ] as const) {
    it(`refuses ${JSON.stringify(text)} and names the field`, () => {
      const error = caught(() => fromHex(text, 3, "key"));
      expect(error).to.be.instanceOf(HexError);
      expect(error).to.include({ code: "hex-malformed", field: "key", message: `key: ${fact}`, retryable: false });
    });
  }

  it("compares bytes, not letters", () => {
    expect(sameHex("0xabcdef", "0xABCdef")).to.be.true;
    expect(sameHex("0xabcdef", "0xabcdee")).to.be.false;
  });
});
