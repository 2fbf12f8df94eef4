import { expect } from "chai";
import { ChainError, parseAddress, parseDeployment } from "../../src/chain/index.js";
import { expectError } from "../support/expectError.js";

const contract = (digit: string) => ({
  address: `0x${digit.repeat(40)}`,
  blockNumber: 3,
  transactionHash: `0x${digit.repeat(64)}`,
});
const valid = () => ({
  chainId: 202209,
  network: "embedded",
  finalityBlocks: 3,
  contracts: {
    PlatformAccess: contract("1"),
    Directory: contract("2"),
    InstitutionRegistry: contract("3"),
    RecordAnchor: contract("4"),
    StandardsRegistry: contract("5"),
    LawyerRegistry: contract("6"),
  },
});

describe("parseDeployment", () => {
  it("takes a whole one, and gives it back the same", () => {
    expect(parseDeployment(JSON.parse(JSON.stringify(valid())))).to.deep.equal(valid());
  });

  const faults: [string, (deployment: Record<string, never>) => unknown][] = [
    ["deployment", () => null],
    ["deployment", () => []],
    ["deployment.extra", (d) => ({ ...d, extra: 1 })],
    ["deployment.chainId", (d) => ({ ...d, chainId: 0 })],
    ["deployment.chainId", (d) => ({ ...d, chainId: "202209" })],
    ["deployment.chainId", (d) => ({ ...d, chainId: 1.5 })],
    ["deployment.network", (d) => ({ ...d, network: "" })],
    ["deployment.finalityBlocks", (d) => ({ ...d, finalityBlocks: -1 })],
    ["deployment.contracts", (d) => ({ ...d, contracts: undefined })],
    ["deployment.contracts.Other", (d) => ({ ...d, contracts: { ...valid().contracts, Other: contract("5") } })],
    [
      "deployment.contracts.RecordAnchor",
      (d) => ({ ...d, contracts: { ...valid().contracts, RecordAnchor: undefined } }),
    ],
    [
      "deployment.contracts.Directory.address",
      (d) => ({ ...d, contracts: { ...valid().contracts, Directory: { ...contract("2"), address: "0x12" } } }),
    ],
    [
      "deployment.contracts.Directory.transactionHash",
      (d) => ({ ...d, contracts: { ...valid().contracts, Directory: { ...contract("2"), transactionHash: "0x" } } }),
    ],
    [
      "deployment.contracts.Directory.blockNumber",
      (d) => ({ ...d, contracts: { ...valid().contracts, Directory: { ...contract("2"), blockNumber: "3" } } }),
    ],
  ];
  for (const [i, [field, change]] of faults.entries()) {
    it(`names the field ${field} (${i})`, async () => {
      const error = await expectError(ChainError, () => parseDeployment(change(valid() as never)));
      expect(error.code).to.equal("deployment-malformed");
      expect(error.field).to.equal(field);
      expect(error.message.startsWith(`${field}: `)).to.equal(true);
    });
  }
});

describe("parseAddress", () => {
  const address = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

  it("takes any case, and gives lower case", () => {
    for (const text of [address, address.toLowerCase(), `0x${address.slice(2).toUpperCase()}`]) {
      expect(parseAddress(text, "account")).to.equal(address.toLowerCase());
    }
  });

  it("refuses a mixed case that is not its checksum: a mistyped address", async () => {
    const wrong = address.replace("f39F", "F39f");
    expect((await expectError(ChainError, () => parseAddress(wrong, "account"))).field).to.equal("account");
  });
});
