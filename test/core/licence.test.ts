import { createHmac } from "node:crypto";
import { expect } from "chai";
import { AbiCoder, keccak256, toUtf8Bytes } from "ethers";
import fc from "fast-check";
import {
  type Hex,
  LicenceError,
  commitToHolder,
  hashLicence,
  holderSalt,
  makeHolderSalt,
  normaliseHolderName,
  normaliseLicence,
  opensHolderCommitment,
} from "../../src/core/index.js";
import { expectError } from "../support/expectError.js";

const SALT: Hex = `0x${"5a".repeat(32)}`;

describe("normaliseLicence", () => {
  const ways: readonly (readonly [what: string, text: string])[] = [
    ["as it is", "11101201110123456"],
    ["full-width digits", "１１１０１２０１１１０１２３４５６"],
    ["spaces, as printed on the card", " 11101 2011 10123456\t"],
    ["ideographic and no-break spaces", "11101\u30002011\u00a010123456\u2009"],
    ["a line end", "11101201110123456\r\n"],
    ["hyphens", "11101-2011-1-0123456"],
    ["dashes of all kinds", "1\u20101\u20111\u20120\u20131\u20142\u20150\u22121\uff0d1\ufe63\u301c10123456"],
    ["a soft hyphen, a zero-width space, a byte order mark", "\ufeff11101\u00ad2011\u200b1\u2060\u200f0123456"],
    ["a modifier minus and a hyphen bullet", "11101\u02d72011\u204310123456"],
  ];
  for (const [what, text] of ways) {
    it(`gives one number for ${what}`, () => {
      expect(normaliseLicence(text)).to.equal("11101201110123456");
    });
  }

  const others: readonly (readonly [text: string, number: string])[] = [
    ["bj-2010 a", "BJ2010A"],
    ["ｂｊ２０１０Ａ", "BJ2010A"],
    ["京律 2010 第 12 号", "京律2010第12号"],
    ["straße 1", "STRASSE1"],
    ["e\u0301 1", "É1"],
    ["Ⅳ-1", "IV1"],
  ];
  for (const [text, number] of others) {
    it(`makes ${number} of ${text}`, () => {
      expect(normaliseLicence(text)).to.equal(number);
    });
  }

  const refused: readonly (readonly [text: string, fact: string])[] = [
    ["", "no letter and no digit given"],
    [" -－\u00ad", "no letter and no digit given"],
    ["No. 1", '"." (U+002E) given'],
    ["1/2", '"/" (U+002F) given'],
    ["证号：1", '":" (U+003A) given'],
    ["(2010)1", '"(" (U+0028) given'],
    ["㈱12", '"(" (U+0028) given'],
    ["1\u00002", "(U+0000) given"],
    ["٣٤", "(U+0663) given"],
    ["1".repeat(65), "65 letters and digits given, at most 64"],
    ["\ud800", "half of a character"],
  ];
  for (const [text, fact] of refused) {
    it(`refuses ${JSON.stringify(text).slice(0, 20)}: ${fact}`, async () => {
      const error = await expectError(LicenceError, () => normaliseLicence(text, "lawyers[3].licence"));
      expect(error).to.include({ code: "licence-number-malformed", field: "lawyers[3].licence" });
      expect(error.message)
        .to.include(fact)
        .and.match(/^lawyers\[3\]\.licence: /);
    });
  }

  it("changes nothing a second time, and never throws anything else", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        let number: string;
        try {
          number = normaliseLicence(text);
        } catch (error) {
          expect(error).to.be.instanceOf(LicenceError);
          return;
        }
        expect(normaliseLicence(number)).to.equal(number);
        expect(hashLicence(number)).to.equal(hashLicence(text));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("hashLicence", () => {
  it("is the keccak256 of the normalised number in UTF-8", () => {
    expect(hashLicence("11101201110123456")).to.equal(
      "0xaba2008592f8d5b591584f824bf3426d3bf44207e25cf6449bf241bff756e283",
    );
    for (const number of ["11101201110123456", "京律2010第12号"]) {
      expect(hashLicence(number)).to.equal(keccak256(toUtf8Bytes(number)));
    }
    expect(hashLicence("１１１０１-２０１１ １０１２３４５６")).to.equal(hashLicence("11101201110123456"));
  });
});

describe("normaliseHolderName", () => {
  const names: readonly (readonly [text: string, name: string])[] = [
    ["张三", "张三"],
    [" 张\u3000三 ", "张三"],
    ["买买提\u2022艾力", "买买提·艾力"],
    ["买买提 ・ 艾力", "买买提·艾力"],
    ["Zhang  San", "Zhang San"],
    ["Ｚｈａｎｇ Ｓａｎ", "Zhang San"],
    ["Rene\u0301", "René"],
    ["\ufeff李四\u200b", "李四"],
  ];
  for (const [text, name] of names) {
    it(`makes ${name} of ${JSON.stringify(text)}`, () => {
      expect(normaliseHolderName(text)).to.equal(name);
    });
  }

  for (const [text, fact] of [
    ["", "0 bytes given, 1 to 256"],
    [" \u200b", "0 bytes given"],
    ["法".repeat(86), "258 bytes given"],
    ["\udfff", "half of a character"],
  ] as const) {
    it(`refuses ${JSON.stringify(text).slice(0, 12)}: ${fact}`, async () => {
      const error = await expectError(LicenceError, () => normaliseHolderName(text));
      expect(error).to.include({ code: "holder-name-malformed", field: "name" });
      expect(error.message).to.include(fact);
    });
  }

  it("changes nothing a second time", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }), (text) => {
        try {
          const name = normaliseHolderName(text);
          expect(normaliseHolderName(name)).to.equal(name);
        } catch (error) {
          expect(error).to.be.instanceOf(LicenceError);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("commitToHolder", () => {
  it("is the contract's encoding of salt and normalised name, of any length", () => {
    expect(commitToHolder("张三", SALT)).to.equal("0xe6b4a24ca0bb4889c7e4448598b3b54f1189a27475dfafaf78b687d2dc82639e");
    for (const length of [1, 10, 31, 32, 33, 64, 255]) {
      const name = "a".repeat(length);
      const encoded = AbiCoder.defaultAbiCoder().encode(["bytes32", "string"], [SALT, name]);
      expect(commitToHolder(name, SALT)).to.equal(keccak256(encoded));
    }
  });

  it("is opened by its name and salt only, however the name is spaced", () => {
    const salt = makeHolderSalt();
    const commitment = commitToHolder("张三", salt);
    expect(opensHolderCommitment(commitment, "张　三", salt)).to.be.true;
    expect(opensHolderCommitment(commitment.toUpperCase().replace("0X", "0x") as Hex, "张三", salt)).to.be.true;
    expect(opensHolderCommitment(commitment, "李四", salt)).to.be.false;
    expect(opensHolderCommitment(commitment, "张三", makeHolderSalt())).to.be.false;
  });

  it("refuses a salt that is not 32 bytes", async () => {
    for (const salt of ["0x", "0x12", `0x${"5a".repeat(33)}`, "5a"] as Hex[]) {
      const error = await expectError(LicenceError, () => commitToHolder("张三", salt));
      expect(error).to.include({ code: "holder-salt-malformed", field: "salt" });
    }
  });
});

describe("holderSalt", () => {
  it("is HMAC-SHA-256 of the licence hash under the bureau's secret", () => {
    const licence = hashLicence("11101201110123456");
    const hmac = createHmac("sha256", Buffer.from(SALT.slice(2), "hex")).update(Buffer.from(licence.slice(2), "hex"));
    expect(holderSalt(SALT, licence)).to.equal(`0x${hmac.digest("hex")}`);
  });

  it("refuses a secret or a licence that is not 32 bytes", async () => {
    for (const [secret, licence, field] of [
      ["0x12", SALT, "bureauSecret"],
      [SALT, "0x12", "licence"],
    ] as const) {
      const error = await expectError(LicenceError, () => holderSalt(secret, licence));
      expect(error).to.include({ code: "holder-salt-malformed", field });
    }
  });
});
