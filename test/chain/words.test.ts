import { expect } from "chai";
import fc from "fast-check";
import { readFileSync } from "node:fs";
import {
  CAPABILITIES,
  CAPABILITY_BITS,
  ChainError,
  INSTITUTION_KINDS,
  capabilitiesOfKind,
  institutionKindByNumber,
  institutionKindNumber,
  packCapabilities,
  parseCapability,
  parseInstitutionKind,
  unpackCapabilities,
} from "../../src/chain/index.js";
import { decodeShortText, encodeCode, encodeJurisdiction } from "../../src/chain/shortText.js";
import { expectError } from "../support/expectError.js";

const contract = (path: string): string => readFileSync(new URL(`../../contracts/${path}`, import.meta.url), "utf8");
const kebab = (name: string): string => name.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();

describe("institution kinds", () => {
  it("are those of the contracts, in their order", () => {
    const source = /enum InstitutionKind \{([^}]*)\}/.exec(contract("types/InstitutionKind.sol"))?.[1] ?? "";
    const names = [...source.replace(/\/\/.*$/gm, "").matchAll(/\w+/g)].map(([name]) => kebab(name));
    expect(INSTITUTION_KINDS.map(({ slug }) => slug)).to.deep.equal(names.slice(1));
    for (const { slug, number } of INSTITUTION_KINDS) {
      expect(institutionKindNumber(slug)).to.equal(number);
      expect(institutionKindByNumber(number).slug).to.equal(slug);
      expect(parseInstitutionKind(slug)).to.equal(slug);
    }
  });

  it("an unknown one is refused, naming the known ones", async () => {
    for (const value of ["Court", "courts", "", null, 1, "none"]) {
      const error = await expectError(ChainError, () => parseInstitutionKind(value, "lines[3].kind"));
      expect(error.message).to.match(/^lines\[3\]\.kind: .*court, procuratorate/);
    }
    await expectError(ChainError, () => institutionKindByNumber(0));
    await expectError(ChainError, () => institutionKindByNumber(99));
  });
});

describe("capabilities", () => {
  it("have the bits of the contracts", () => {
    const source = contract("types/Capabilities.sol");
    for (const [name, bit] of Object.entries(CAPABILITY_BITS)) {
      const constant = name.toUpperCase().replace("-", "_");
      expect(source).to.include(`Capabilities constant ${constant} = Capabilities.wrap(${bit});`);
    }
  });

  it("go into a set and come back", () => {
    fc.assert(
      fc.property(fc.subarray([...CAPABILITIES]), (some) => {
        expect(unpackCapabilities(packCapabilities(some))).to.deep.equal(some);
      }),
    );
  });

  it("an unknown one is refused, naming the known ones", async () => {
    const error = await expectError(ChainError, () => parseCapability("anchor", "capabilities[0]"));
    expect(error.message).to.match(/^capabilities\[0\]: "anchor" given, one of administer, relay/);
  });

  it("of a kind are those that the contracts allow", () => {
    expect(capabilitiesOfKind("court")).to.include.members(["handle-cases", "enforce"]).and.not.include("license");
    expect(capabilitiesOfKind("justice-bureau")).to.include("license").and.not.include("enforce");
    expect(capabilitiesOfKind("notary-office")).to.deep.equal(["administer", "relay", "sign"]);
    expect(capabilitiesOfKind("financial-institution")).to.include("enforce").and.not.include("handle-cases");
  });
});

describe("short texts", () => {
  it("codes go into a word and come back, also of 32 characters", () => {
    const code = fc.stringMatching(/^[\x21-\x7e]{1,32}$/);
    fc.assert(fc.property(code, (text) => decodeShortText(encodeCode(text)) === text));
  });

  it("codes and jurisdictions are refused where the contracts would", async () => {
    for (const code of ["", "a b", "京01", "x".repeat(33), "tab\t", "\0"]) {
      expect((await expectError(ChainError, () => encodeCode(code, "code"))).field).to.equal("code");
    }
    for (const path of ["", "-CN", "CN-", "CN--11", "CN_11", "中国", `CN-${"1".repeat(30)}`]) {
      expect((await expectError(ChainError, () => encodeJurisdiction(path, "where"))).field).to.equal("where");
    }
    for (const path of ["CN", "CN-11", "CN-11-0105", "US-CA"]) encodeJurisdiction(path);
  });

  it("a word that is no text stays hex", () => {
    for (const word of [`0x${"ff".repeat(32)}`, `0xff${"00".repeat(31)}`]) expect(decodeShortText(word)).to.equal(word);
  });
});
