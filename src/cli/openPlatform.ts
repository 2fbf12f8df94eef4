import { Option } from "commander";
import type { Command } from "commander";
import { loadSigner, openNode, readAddress } from "../chain/index.js";
import type { ContractWriter, Institution, Node } from "../chain/index.js";
import type { Hex } from "../core/index.js";
import type { CliContext } from "./context.js";
import { describeFileError } from "./describeFileError.js";
import { keyFile } from "./home/homePaths.js";
import type { KeyName } from "./home/homePaths.js";
import { findInstitution } from "./openRegistry.js";
import type { RegistryOptions, WriterOptions } from "./openRegistry.js";
import { resolveTrust } from "./resolveTrust.js";

/** The platform's contracts, at one node. */
export interface OpenedPlatform {
  readonly node: Node;
  /** @throws ChainError `contract-missing` where the directory does not list it */
  addressOf(contract: string): Promise<Hex>;
  /** @throws CliError `institution-unknown` */
  institutionOf(given: string): Promise<Institution>;
  close(): void;
}

/** The platform with a signer. */
export interface WritablePlatform extends OpenedPlatform {
  /** Who changes this contract. */
  writerOf(contract: string): Promise<ContractWriter>;
}

/** @throws CliError as `resolveTrust`; NodeUnreachableError */
export async function openPlatform(context: CliContext, options: RegistryOptions): Promise<OpenedPlatform> {
  const { rpc, ...rest } = options;
  const trust = await resolveTrust(context, { ...rest, ...(rpc !== undefined && { rpc: [rpc] }) }, null);
  const node = openNode(trust.nodes[0] as string, { signal: context.signal });
  const addressOf = (contract: string): Promise<Hex> => readAddress(node, trust.directory, contract);
  return {
    node,
    addressOf,
    institutionOf: async (given) =>
      findInstitution({ node, registry: await addressOf("InstitutionRegistry"), close: () => undefined }, given),
    close: () => node.close(),
  };
}

/**
 * @param key whose key file signs where `--key` names none
 * @throws ChainError `key-file-…` · as `openPlatform`
 */
export async function openWritablePlatform(
  context: CliContext,
  options: WriterOptions,
  key: KeyName,
): Promise<WritablePlatform> {
  const file = options.key ?? keyFile(context.home, key);
  const signer = await loadSigner(file).catch((cause: unknown) => {
    throw describeFileError(file, cause);
  });
  const platform = await openPlatform(context, options);
  return {
    ...platform,
    writerOf: async (contract) => {
      const options = { signal: context.signal };
      return { node: platform.node, contract: await platform.addressOf(contract), signer, options };
    },
  };
}

/** Does something with the platform, and closes it. */
export async function withPlatform<P extends OpenedPlatform, T>(
  opening: Promise<P>,
  use: (platform: P) => Promise<T>,
): Promise<T> {
  const platform = await opening;
  try {
    return await use(platform);
  } finally {
    platform.close();
  }
}

/** The option that says who signs. @param whose as the help says it */
export function addSignerOption(command: Command, whose: string): Command {
  return command.addOption(
    new Option("--key <file>", `key file of ${whose}`).default(undefined, "the one of this machine's platform"),
  );
}
