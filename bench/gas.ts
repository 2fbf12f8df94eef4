// Gas of anchoring, beside peers, on Hardhat's network. Deterministic: no warm-up, no repetition.
import { createRequire } from "node:module";
import type { BaseContract, ContractTransactionReceipt, ContractTransactionResponse } from "ethers";
import hre from "hardhat";
import solc from "solc";
import { formatCount, printTable } from "./table.js";

const BATCHES = 50;
const RECORDS = 10_000;

/** What no anchoring with authority can do without: one authorisation read, one new slot, one event. */
const FLOOR = `pragma solidity 0.8.37;
contract Floor {
  mapping(address => bool) authorized;
  mapping(bytes32 => uint256) anchored;
  event Anchored(bytes32 indexed root);
  constructor() { authorized[msg.sender] = true; }
  function anchor(bytes32 root) external {
    require(authorized[msg.sender]);
    anchored[root] = block.timestamp;
    emit Anchored(root);
  }
}`;

interface Artifact {
  abi: (object | string)[];
  bytecode: string;
}

function compileFloor(): Artifact {
  const input = {
    language: "Solidity",
    sources: { "Floor.sol": { content: FLOOR } },
    settings: {
      evmVersion: "london",
      optimizer: { enabled: true, runs: 1_000_000 },
      outputSelection: { "*": { "*": ["abi", "evm.bytecode.object"] } },
    },
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input))) as {
    contracts: { "Floor.sol": { Floor: { abi: object[]; evm: { bytecode: { object: string } } } } };
  };
  const { abi, evm } = output.contracts["Floor.sol"].Floor;
  return { abi, bytecode: `0x${evm.bytecode.object}` };
}

const peers = createRequire(new URL("peers/package.json", import.meta.url));
const { ethers } = await hre.network.create();
const [signer] = await ethers.getSigners();
if (signer === undefined) throw new Error("Hardhat's network has no account");
const account = signer.address;

async function deployArtifact(artifact: Artifact, ...parameters: unknown[]): Promise<BaseContract> {
  const contract = await new ethers.ContractFactory(artifact.abi, artifact.bytecode, signer).deploy(...parameters);
  return contract.waitForDeployment();
}

async function gasOf(contract: BaseContract, method: string, ...parameters: unknown[]): Promise<bigint> {
  const sent = (await contract.getFunction(method)(...parameters)) as ContractTransactionResponse;
  const receipt = (await sent.wait()) as ContractTransactionReceipt;
  return receipt.gasUsed;
}

const newRoot = (): string => ethers.hexlify(ethers.randomBytes(32));
const newRoots = (count: number): string[] => Array.from({ length: count }, newRoot);

async function measureLexanchor(): Promise<{ one: bigint; many: bigint; one10k: bigint }> {
  const access = await ethers.deployContract("PlatformAccess", [account]);
  const registry = await ethers.deployContract("InstitutionRegistry", [await access.getAddress()]);
  const anchor = await ethers.deployContract("RecordAnchor", [await registry.getAddress()]);
  const registration = {
    code: ethers.encodeBytes32String("BENCH"),
    name: "Bench",
    kind: 1,
    jurisdiction: ethers.encodeBytes32String("XX"),
    parent: 0,
    grants: [{ account, capabilities: 3 }],
  };
  await gasOf(registry, "register", registration);
  const batches = (count: number): object[] =>
    newRoots(count).map((root) => ({ institutionId: 1, root, count: RECORDS }));
  // The first batch of an institution also opens its counter; all later ones cost the same.
  await gasOf(anchor, "anchorBatch", 1, newRoot(), RECORDS);
  const one = await gasOf(anchor, "anchorBatch", 1, newRoot(), RECORDS);
  return { one, one10k: one, many: (await gasOf(anchor, "anchorBatches", batches(BATCHES))) / BigInt(BATCHES) };
}

async function measureEas(): Promise<{ attest: bigint; multiAttest: bigint; timestamp: bigint }> {
  const folder = "@ethereum-attestation-service/eas-contracts/artifacts/contracts";
  const registry = await deployArtifact(peers(`${folder}/SchemaRegistry.sol/SchemaRegistry.json`) as Artifact);
  const eas = await deployArtifact(peers(`${folder}/EAS.sol/EAS.json`) as Artifact, await registry.getAddress());
  const schemaText = "bytes32 root, uint32 count";
  await gasOf(registry, "register", schemaText, ethers.ZeroAddress, true);
  const schema = ethers.solidityPackedKeccak256(["string", "address", "bool"], [schemaText, ethers.ZeroAddress, true]);
  const data = (): object => ({
    recipient: ethers.ZeroAddress,
    expirationTime: 0,
    revocable: true,
    refUID: ethers.ZeroHash,
    data: ethers.AbiCoder.defaultAbiCoder().encode(["bytes32", "uint32"], [newRoot(), RECORDS]),
    value: 0,
  });
  await gasOf(eas, "attest", { schema, data: data() });
  const attest = await gasOf(eas, "attest", { schema, data: data() });
  const requests = [{ schema, data: Array.from({ length: BATCHES }, data) }];
  const multiAttest = (await gasOf(eas, "multiAttest", requests)) / BigInt(BATCHES);
  return { attest, multiAttest, timestamp: await gasOf(eas, "timestamp", newRoot()) };
}

async function measureDocumentStore(): Promise<{ issue: bigint; bulkIssue: bigint }> {
  const { DocumentStoreFactory } = peers("@tradetrust-tt/document-store") as {
    DocumentStoreFactory: new () => { bytecode: string; interface: { format(kind: "full"): string[] } };
  };
  const factory = new DocumentStoreFactory();
  const abi = factory.interface.format("full");
  const store = await deployArtifact({ abi, bytecode: factory.bytecode }, "Bench", account);
  await gasOf(store, "issue", newRoot());
  const issue = await gasOf(store, "issue", newRoot());
  return { issue, bulkIssue: (await gasOf(store, "bulkIssue", newRoots(BATCHES))) / BigInt(BATCHES) };
}

const floorContract = await deployArtifact(compileFloor());
const floor = await gasOf(floorContract, "anchor", newRoot());
const lexanchor = await measureLexanchor();
const eas = await measureEas();
const store = await measureDocumentStore();
const ratio = (gas: bigint): string => (Number(gas) / Number(floor)).toFixed(2);

printTable(
  "Gas to anchor, per batch",
  ["what", "one", `each of ${BATCHES}`, "one / floor"],
  [
    ["floor: one authorisation read, one new slot, one event", formatCount(floor), "", "1.00"],
    [
      "Lexanchor: authority, standing, sequence, count",
      formatCount(lexanchor.one),
      formatCount(lexanchor.many),
      ratio(lexanchor.one),
    ],
    ["EAS attest, multiAttest", formatCount(eas.attest), formatCount(eas.multiAttest), ratio(eas.attest)],
    ["EAS timestamp (no authority)", formatCount(eas.timestamp), "", ratio(eas.timestamp)],
    ["DocumentStore issue, bulkIssue", formatCount(store.issue), formatCount(store.bulkIssue), ratio(store.issue)],
  ],
);
console.log(`\nGas a record, ${formatCount(RECORDS)} in a batch: ${(Number(lexanchor.one10k) / RECORDS).toFixed(2)}`);
