import { Option } from "commander";
import type { Command } from "commander";
import { loadSigner, openNode, readAddress, readInstitution, readInstitutionByCode } from "../chain/index.js";
import type { Institution, Node, RegistryWriter, Signer } from "../chain/index.js";
import type { Hex } from "../core/index.js";
import type { CliContext } from "./context.js";
import { describeFileError } from "./describeFileError.js";
import { CliError } from "./errors.js";
import { keyFile } from "./home/homePaths.js";
import { isInstitutionNumber } from "./isInstitutionNumber.js";
import { resolveTrust } from "./resolveTrust.js";

export interface RegistryOptions {
  rpc?: string;
  directory?: string;
  deployment?: string;
}

export interface WriterOptions extends RegistryOptions {
  key?: string;
}

/** The registry of institutions, at one node. */
export interface OpenedRegistry {
  readonly node: Node;
  readonly registry: Hex;
  close(): void;
}

/** The options that say where the registry is. */
export function addRegistryOptions(command: Command): Command {
  return command
    .option("--rpc <url>", "the node to ask (default: the one of endpoints.json)")
    .option("--directory <address>", "the platform's Directory (default: the one of endpoints.json)")
    .option("--deployment <file>", "a deployment file, which names the Directory");
}

/** The option that says who signs. */
export function addKeyOption(command: Command): Command {
  return command.addOption(
    new Option("--key <file>", "key file of whoever decides: the registrar, or an administrator of the parent").default(
      undefined,
      "the registrar of this machine's platform",
    ),
  );
}

/** @throws CliError as `resolveTrust`; NodeUnreachableError; ChainError `contract-missing` */
export async function openRegistry(context: CliContext, options: RegistryOptions): Promise<OpenedRegistry> {
  const { rpc, ...rest } = options;
  const trust = await resolveTrust(context, { ...rest, ...(rpc !== undefined && { rpc: [rpc] }) }, null);
  const node = openNode(trust.nodes[0] as string, { signal: context.signal });
  try {
    return {
      node,
      registry: await readAddress(node, trust.directory, "InstitutionRegistry"),
      close: () => node.close(),
    };
  } catch (error) {
    node.close();
    throw error;
  }
}

/** The registry with a signer. @throws ChainError `key-file-…` */
export async function openRegistryWriter(
  context: CliContext,
  options: WriterOptions,
): Promise<OpenedRegistry & RegistryWriter> {
  const signer = await loadKey(options.key ?? keyFile(context.home, "registrar"));
  const opened = await openRegistry(context, options);
  return { ...opened, signer, options: { signal: context.signal } };
}

async function loadKey(file: string): Promise<Signer> {
  try {
    return await loadSigner(file);
  } catch (cause) {
    throw describeFileError(file, cause);
  }
}

/** The institution with this number or code. @throws CliError `institution-unknown` */
export async function findInstitution({ node, registry }: OpenedRegistry, given: string): Promise<Institution> {
  const found = isInstitutionNumber(given)
    ? await readInstitution(node, registry, Number(given))
    : await readInstitutionByCode(node, registry, given);
  if (found !== null) return found;
  throw new CliError({
    code: "institution-unknown",
    message: `no institution ${given}; lexanchor institution list shows those there are`,
    field: "institution",
  });
}
