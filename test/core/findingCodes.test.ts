import { expect } from "chai";
import { FINDING_CODES, composeVerdict } from "../../src/core/index.js";
import { SCENARIOS, judge, now, observed, receipt } from "./support/verdictScenarios.js";

describe("FINDING_CODES", () => {
  it("are all reached by the scenarios of the verdict tests", () => {
    const reached = new Set(SCENARIOS.flatMap(({ change }) => judge(change).findings.map(({ code }) => code)));
    for (const { code } of composeVerdict({ receipt, chain: observed(), finalityBlocks: 3, now }).findings)
      reached.add(code);
    expect([...reached].toSorted()).to.deep.equal(Object.keys(FINDING_CODES).toSorted());
  });

  it("begin with their question, and are explained in one sentence each", () => {
    for (const [code, { question, meaning }] of Object.entries(FINDING_CODES)) {
      expect(code).to.match(/^[a-z]+(-[a-z]+)+$/);
      expect(code.startsWith(`${question}-`)).to.be.true;
      expect(meaning).to.match(/^[A-Z][^.]*\.$/);
    }
  });
});
