import { join } from "node:path";
import { ChainError, parseAddress, parseDeployment } from "../chain/reading.js";
import type { Deployment } from "../chain/reading.js";
import type { Hex } from "../core/index.js";
import type { CliContext } from "./context.js";
import { CliError } from "./errors.js";
import { findEndpoints } from "./home/endpoints.js";
import { deploymentFile, projectDirectory } from "./home/homePaths.js";
import { inFile } from "./inFile.js";
import { isHttpUrl } from "./isHttpUrl.js";
import { readJsonFile } from "./readJsonFile.js";

/** Blocks that must follow a record's block where nothing says otherwise: as on the embedded chain. */
export const DEFAULT_FINALITY_BLOCKS = 3;

export interface TrustOptions {
  rpc?: string[];
  directory?: string;
  deployment?: string;
  finalityBlocks?: number;
}

/** What a command takes as given: which nodes to ask, and which contracts are the platform's. */
export interface Trust {
  readonly nodes: readonly string[];
  readonly directory: Hex;
  readonly finalityBlocks: number;
}

/**
 * From the options; what they leave out from the platform on this machine, or from the deployments that come with
 * this program. A receipt only says on which chain to look, never whom to trust.
 *
 * @param chainId the chain that the receipt names; null where there is no receipt
 * @throws CliError `usage`, `endpoints-malformed`; for a deployment file `file-…`
 */
export async function resolveTrust(context: CliContext, options: TrustOptions, chainId: number | null): Promise<Trust> {
  const endpoints = await findEndpoints(context.home.endpoints);
  const ours = endpoints?.chainId ?? null;
  const deployment = await findDeployment(
    context,
    options,
    options.rpc === undefined ? (ours ?? chainId) : (chainId ?? ours),
  );
  const nodes = options.rpc ?? (endpoints === null ? [] : [endpoints.rpc]);
  for (const node of nodes) checkNode(node);
  if (nodes.length === 0) {
    throw new CliError({
      code: "usage",
      message:
        "--rpc: the address of a node of the chain expected; without it, that of the platform that npm start runs",
      field: "rpc",
    });
  }
  const directory =
    options.directory === undefined
      ? (deployment?.contracts.Directory.address ?? endpoints?.directory)
      : readAddress(options.directory);
  if (directory === undefined) {
    throw new CliError({
      code: "usage",
      message: "--directory: the address of the platform's Directory expected, or --deployment with its file",
      field: "directory",
    });
  }
  const finalityBlocks = options.finalityBlocks ?? deployment?.finalityBlocks ?? DEFAULT_FINALITY_BLOCKS;
  return { nodes, directory, finalityBlocks };
}

async function findDeployment(
  context: CliContext,
  options: TrustOptions,
  chainId: number | null,
): Promise<Deployment | null> {
  if (options.deployment !== undefined) {
    return readDeployment(options.deployment);
  }
  if (chainId === null) return null;
  const candidates = [
    deploymentFile(context.home, chainId),
    join(projectDirectory(), "deployments", `${chainId}.json`),
  ];
  for (const file of candidates) {
    try {
      return await readDeployment(file);
    } catch (error) {
      if (!(error instanceof CliError && error.code === "file-missing")) throw error;
    }
  }
  return null;
}

async function readDeployment(file: string): Promise<Deployment> {
  const value = await readJsonFile(file);
  return inFile(file, () => parseDeployment(value));
}

/** The message does not repeat the address, which may hold a password. */
function checkNode(url: string): void {
  if (isHttpUrl(url)) return;
  throw new CliError({ code: "usage", message: "--rpc: an http or https address expected", field: "rpc" });
}

function readAddress(text: string): Hex {
  try {
    return parseAddress(text, "--directory");
  } catch (error) {
    if (!(error instanceof ChainError)) throw error;
    throw new CliError({ code: "usage", message: error.message, field: "directory", cause: error });
  }
}
