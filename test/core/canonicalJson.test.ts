import { expect } from "chai";
import fc from "fast-check";
import { type JsonObject, type JsonValue, canonicalJson } from "../../src/core/index.js";
import {
  NUMBER_SAMPLES,
  SERIALIZATION_SAMPLE,
  SERIALIZATION_SAMPLE_BYTES,
  SORTING_SAMPLE,
} from "./published/rfc8785.js";
import { jsonValue } from "./support/arbitraries.js";

describe("canonicalJson", () => {
  it("gives the sample of RFC 8785 section 3.2.3, and its bytes of section 3.2.4", () => {
    const text = canonicalJson(JSON.parse(SERIALIZATION_SAMPLE.input) as JsonValue);
    expect(text).to.equal(SERIALIZATION_SAMPLE.output);
    expect(Buffer.from(text).toString("hex")).to.equal(SERIALIZATION_SAMPLE_BYTES.replaceAll(/\s/g, ""));
  });

  it("sorts names as RFC 8785 section 3.2.3 does: by UTF-16 code units", () => {
    const text = canonicalJson(JSON.parse(SORTING_SAMPLE.input) as JsonValue);
    expect(Object.values(JSON.parse(text) as JsonObject)).to.have.members(SORTING_SAMPLE.order);
    const places = SORTING_SAMPLE.order.map((value) => text.indexOf(`"${value}"`));
    expect(places).to.deep.equal(places.toSorted((a, b) => a - b));
  });

  for (const [bits, text] of NUMBER_SAMPLES) {
    it(`writes the double ${bits} as RFC 8785 appendix B does: ${text ?? "not at all"}`, () => {
      const view = new DataView(new ArrayBuffer(8));
      view.setBigUint64(0, BigInt(`0x${bits}`));
      const write = (): string => canonicalJson(view.getFloat64(0));
      if (text === null) expect(write).to.throw();
      else expect(write()).to.equal(text);
    });
  }

  it("says the same value, and depends on it alone", () => {
    fc.assert(
      fc.property(jsonValue, (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text) as JsonValue)).to.equal(text);
        expect(canonicalJson(JSON.parse(JSON.stringify(value, null, 2)) as JsonValue)).to.equal(text);
      }),
    );
  });
});
