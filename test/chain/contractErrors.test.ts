import { expect } from "chai";
import { Interface } from "ethers";
import type { ErrorFragment } from "ethers";
import { factories } from "../../typechain-types/index.js";
import { ChainError, explainRevert } from "../../src/chain/index.js";
import { CONTRACT_SENTENCES } from "../../src/chain/contractSentences.js";
import { encodeShortText } from "../../src/chain/shortText.js";

const ACCOUNT = "0x00000000000000000000000000000000000000aa";
const ROOT = `0x${"11".repeat(32)}`;

/** Every custom error in the ABIs of every contract and interface. */
function allErrors(): Map<string, { contract: Interface; fragment: ErrorFragment }> {
  const found = new Map<string, { contract: Interface; fragment: ErrorFragment }>();
  for (const group of Object.values(factories)) {
    for (const factory of Object.values(group) as { createInterface(): Interface }[]) {
      const contract = factory.createInterface();
      contract.forEachError((fragment) => found.set(fragment.name, { contract, fragment }));
    }
  }
  return found;
}

function encode(name: string, values: unknown[]): string {
  const found = allErrors().get(name);
  if (found === undefined) throw new Error(`no error ${name}`);
  return found.contract.encodeErrorResult(found.fragment, values);
}

/** A value of the type, for errors whose values are not the point. */
function sampleOf(type: string): unknown {
  if (type === "address") return ACCOUNT;
  if (type === "bytes32") return ROOT;
  if (type === "bytes4") return "0x12345678";
  return 1;
}

describe("explainRevert", () => {
  for (const [name, { fragment }] of allErrors()) {
    it(`has a sentence for ${name}`, () => {
      expect(CONTRACT_SENTENCES).to.have.property(name);
      const values = fragment.inputs.map((input) => sampleOf(input.type));
      const revert = explainRevert(encode(name, values));
      expect(revert?.name).to.equal(name);
      expect(Object.keys(revert?.args ?? {})).to.deep.equal(fragment.inputs.map((input) => input.name));
      expect(revert?.message).to.match(/^\S.+[^.\s]$/);
      expect(revert?.message).not.to.match(/undefined|NaN|\[object/);
    });
  }

  it("has no sentence for an error that no contract gives", () => {
    expect(Object.keys(CONTRACT_SENTENCES).sort()).to.deep.equal([...allErrors().keys()].sort());
  });

  const sentences: [string, unknown[], string][] = [
    ["RecordAnchorBatchAlreadyAnchored", [7, ROOT, 42], "batch 42 of institution 7 is already anchored"],
    [
      "RecordAnchorInvalidCount",
      [7, ROOT, 0, 16777215],
      `the batch ${ROOT} of institution 7 states 0 records, 1 to 16777215 expected`,
    ],
    ["InstitutionRegistryNotActive", [7, 2], "institution 7 is suspended"],
    [
      "InstitutionRegistryMissingCapability",
      [7, ACCOUNT, 2, 5],
      `account ${ACCOUNT} needs relay for institution 7, it holds administer, sign`,
    ],
    [
      "InstitutionRegistryCapabilityOutsideKind",
      [7, 1, 10, 55],
      "accounts of institution 7, a court, may hold administer, relay, sign, handle-cases, enforce, not license",
    ],
    ["InstitutionRegistryCodeTaken", [encodeShortText("BJ-01"), 3], "the code BJ-01 is that of institution 3"],
    ["DirectoryUnknownName", [encodeShortText("RecordAnchor")], "the directory does not list RecordAnchor"],
    [
      "RecordAnchorSignatureExpired",
      [7, ROOT, 1767225600, 1767225601],
      `the signature for batch ${ROOT} of institution 7 counted until 2026-01-01T00:00:00Z, it is 2026-01-01T00:00:01Z now`,
    ],
  ];
  for (const [name, values, sentence] of sentences) {
    it(`says: ${sentence.slice(0, 60)}`, () => {
      expect(explainRevert(encode(name, values))?.message).to.equal(sentence);
    });
  }

  it("gives the arguments as plain values", () => {
    expect(explainRevert(encode("RecordAnchorBatchAlreadyAnchored", [7, ROOT, 42]))?.args).to.deep.equal({
      institutionId: 7,
      root: ROOT,
      sequence: 42,
    });
    const large = 2n ** 200n;
    expect(explainRevert(encode("InsufficientBalance", [0, large]))?.args["needed"]).to.equal(large.toString());
  });

  it("finds the data wherever an error carries it", () => {
    const data = encode("RecordAnchorNoBatches", []);
    const carriers = [
      data,
      `Reverted ${data}`,
      { code: 3, message: "execution reverted", data },
      { code: -32603, message: "reverted", data: { message: "reverted", data } },
      { code: -32603, message: "reverted", data: { originalError: { data } } },
      { code: "CALL_EXCEPTION", message: "execution reverted", data },
      { code: "UNKNOWN_ERROR", message: "could not", info: { error: { code: 3, data, message: "x" } } },
      new ChainError({ code: "transaction-reverted", message: "x", cause: { code: 3, message: "reverted", data } }),
    ];
    for (const carrier of carriers) expect(explainRevert(carrier)?.name).to.equal("RecordAnchorNoBatches");
  });

  it("understands texts and faults of contracts", () => {
    const builtIn = new Interface(["error Error(string)", "error Panic(uint256)"]);
    expect(explainRevert(builtIn.encodeErrorResult("Error", ["no"]))?.message).to.equal("no");
    expect(explainRevert(builtIn.encodeErrorResult("Panic", [0x11]))?.message).to.include("a number overflowed");
    expect(explainRevert(builtIn.encodeErrorResult("Panic", [0x99]))?.message).to.include("panic 153");
  });

  it("does not explain what is none of ours, or damaged", () => {
    const good = encode("InstitutionRegistryNotActive", [7, 2]);
    for (const other of ["0x", "0x12345678", good.slice(0, 40), "nothing", null, undefined, 7, {}, new Error("x")]) {
      expect(explainRevert(other)).to.equal(null);
    }
  });
});
