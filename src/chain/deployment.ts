import { getAddress, isAddress } from "ethers";
import type { Hex } from "../core/index.js";
import { ChainError } from "./errors.js";

/** The contracts that every deployment has. */
export const DEPLOYED_CONTRACTS = ["PlatformAccess", "Directory", "InstitutionRegistry", "RecordAnchor"] as const;
export type DeployedContractName = (typeof DEPLOYED_CONTRACTS)[number];

export interface DeployedContract {
  /** Lower case. */
  readonly address: Hex;
  /** The block that holds the contract's creation: where reading its logs starts. */
  readonly blockNumber: number;
  readonly transactionHash: Hex;
}

/** The platform's contracts on one chain, as `deployments/<chainId>.json` keeps them. */
export interface Deployment {
  readonly chainId: number;
  /** For people: `embedded`, `local`, `besu`. */
  readonly network: string;
  /** Blocks that must follow a block until it counts as final here. */
  readonly finalityBlocks: number;
  readonly contracts: Readonly<Record<DeployedContractName, DeployedContract>>;
}

/**
 * Reads a deployment strictly: unknown fields and contracts are refused.
 * @throws ChainError `deployment-malformed`, naming the field
 */
export function parseDeployment(value: unknown, field = "deployment"): Deployment {
  const object = parseObject(value, field, ["chainId", "network", "finalityBlocks", "contracts"]);
  const network = object["network"];
  if (typeof network !== "string" || network === "") throw malformed(`${field}.network`, network, "a name");
  const contracts = parseObject(object["contracts"], `${field}.contracts`, DEPLOYED_CONTRACTS);
  return {
    chainId: parseNumber(object["chainId"], `${field}.chainId`, 1),
    network,
    finalityBlocks: parseNumber(object["finalityBlocks"], `${field}.finalityBlocks`, 0),
    contracts: Object.fromEntries(
      DEPLOYED_CONTRACTS.map((name) => [name, parseContract(contracts[name], `${field}.contracts.${name}`)]),
    ) as Record<DeployedContractName, DeployedContract>,
  };
}

/**
 * An address in any case; a mixed-case one must have its right checksum.
 * @returns lower case
 * @throws ChainError `deployment-malformed`
 * @custom:source EIP-55
 */
export function parseAddress(value: unknown, field: string): Hex {
  if (typeof value !== "string" || !/^0x[0-9a-fA-F]{40}$/.test(value) || !isAddress(value)) {
    throw malformed(field, value, "an address");
  }
  return getAddress(value).toLowerCase() as Hex;
}

function parseContract(value: unknown, field: string): DeployedContract {
  const object = parseObject(value, field, ["address", "blockNumber", "transactionHash"]);
  const transactionHash = object["transactionHash"];
  if (typeof transactionHash !== "string" || !/^0x[0-9a-fA-F]{64}$/.test(transactionHash)) {
    throw malformed(`${field}.transactionHash`, transactionHash, "32 bytes as hex");
  }
  return {
    address: parseAddress(object["address"], `${field}.address`),
    blockNumber: parseNumber(object["blockNumber"], `${field}.blockNumber`, 0),
    transactionHash: transactionHash.toLowerCase() as Hex,
  };
}

function parseObject(value: unknown, field: string, keys: readonly string[]): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw malformed(field, value, "an object");
  for (const key of Object.keys(value)) {
    if (!keys.includes(key)) throw malformed(`${field}.${key}`, key, `one of ${keys.join(", ")}`);
  }
  return value as Record<string, unknown>;
}

function parseNumber(value: unknown, field: string, minimum: number): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < minimum) {
    throw malformed(field, value, `a whole number from ${minimum}`);
  }
  return value;
}

function malformed(field: string, value: unknown, expected: string): ChainError {
  const given = value === undefined ? "nothing" : JSON.stringify(value).slice(0, 80);
  return new ChainError({
    code: "deployment-malformed",
    message: `${field}: ${given} given, ${expected} expected`,
    field,
  });
}
