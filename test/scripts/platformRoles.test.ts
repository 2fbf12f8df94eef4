import { expect } from "chai";
import { DeployError } from "../../scripts/deployment/deployError.js";
import { parseRoles } from "../../scripts/deployment/platformRoles.js";
import { expectError } from "../support/expectError.js";

const A = { address: `0x${"a".repeat(40)}`, executionDelaySeconds: 0 };
const B = { address: `0x${"b".repeat(40)}`, executionDelaySeconds: 172_800 };
const valid = () => ({
  admin: [A, B],
  registrar: [B],
  standardsCommittee: [],
  allianceOperator: [],
  guardian: [A],
  standardsApprover: [],
});

describe("parseRoles", () => {
  it("takes holders with their delays, and roles without holders", () => {
    expect(parseRoles(valid())).to.deep.equal(valid());
  });

  const faults: [string, unknown][] = [
    ["roles", null],
    ["roles.admin", { ...valid(), admin: [] }],
    ["roles.admin", { ...valid(), admin: A }],
    ["roles.guardian", { ...valid(), guardian: undefined }],
    ["roles.judge", { ...valid(), judge: [] }],
    ["roles.admin[1].address", { ...valid(), admin: [A, A] }],
    ["roles.admin[0].address", { ...valid(), admin: [{ ...A, address: "0x12" }] }],
    ["roles.admin[0].executionDelaySeconds", { ...valid(), admin: [{ ...A, executionDelaySeconds: -1 }] }],
    ["roles.admin[0].executionDelaySeconds", { ...valid(), admin: [{ ...A, executionDelaySeconds: 2 ** 32 }] }],
    ["roles.admin[0].executionDelaySeconds", { ...valid(), admin: [{ address: A.address }] }],
    ["roles.admin[0].delay", { ...valid(), admin: [{ ...A, delay: 1 }] }],
  ];
  for (const [i, [field, value]] of faults.entries()) {
    it(`names the field ${field} (${i})`, async () => {
      const error = await expectError(DeployError, () => parseRoles(value));
      expect(error.code).to.equal("roles-malformed");
      expect(error.field).to.equal(field);
      expect(error.message.startsWith(`${field}: `)).to.equal(true);
    });
  }

  it("names a role that is missing", async () => {
    const { guardian: _, ...rest } = valid();
    expect((await expectError(DeployError, () => parseRoles(rest))).message).to.equal("roles.guardian: missing");
  });
});
