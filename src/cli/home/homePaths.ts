import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The files of a platform that runs on this machine. */
export interface HomePaths {
  /** The folder itself, absolute. */
  readonly home: string;
  /** What to connect to; there once everything is ready. */
  readonly endpoints: string;
  readonly chainState: string;
  readonly keys: string;
  readonly deployments: string;
  readonly ignition: string;
  readonly queue: string;
  readonly relayerConfig: string;
  readonly relayerLog: string;
  readonly sample: string;
}

export function homePaths(home: string): HomePaths {
  return {
    home,
    endpoints: join(home, "endpoints.json"),
    chainState: join(home, "chain", "state.json.gz"),
    keys: join(home, "keys"),
    deployments: join(home, "deployments"),
    ignition: join(home, "ignition"),
    queue: join(home, "relayer", "queue.sqlite"),
    relayerConfig: join(home, "relayer", "relayer.json"),
    relayerLog: join(home, "relayer", "relayer.log"),
    sample: join(home, "sample"),
  };
}

/** The accounts of a platform on one machine, each with its key file. */
export const KEY_NAMES = ["deployer", "registrar", "guardian", "administrator", "relayer"] as const;
export type KeyName = (typeof KEY_NAMES)[number];

export function keyFile(paths: HomePaths, name: KeyName): string {
  return join(paths.keys, `${name}.json`);
}

/** The secret from which a bureau makes the salts of its credentials' commitments. */
export function bureauSecretFile(paths: HomePaths, bureauId: number): string {
  return join(paths.keys, `bureau-${bureauId}.secret`);
}

export function deploymentFile(paths: HomePaths, chainId: number): string {
  return join(paths.deployments, `${chainId}.json`);
}

/**
 * The folder that commands look into: LEXANCHOR_HOME, else `.lexanchor` in the working directory where there is one,
 * else the one of this clone.
 */
export function findHome(env: NodeJS.ProcessEnv, workingDirectory: string): HomePaths {
  const named = env["LEXANCHOR_HOME"] ?? "";
  if (named !== "") return homePaths(resolve(workingDirectory, named));
  const here = join(workingDirectory, ".lexanchor");
  return homePaths(existsSync(here) ? here : join(projectDirectory(), ".lexanchor"));
}

/** The clone or the installed package that this file belongs to: the nearest folder above with a package.json. */
export function projectDirectory(): string {
  for (let at = fileURLToPath(new URL(".", import.meta.url)); ; at = dirname(at)) {
    if (existsSync(join(at, "package.json"))) return at;
    if (at === dirname(at)) throw new Error("no package.json above " + fileURLToPath(import.meta.url));
  }
}
