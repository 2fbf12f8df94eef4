#!/usr/bin/env node
// The first thing that every command runs. Plain JavaScript without dependencies, for any Node from 20 on:
// installs the packages that package-lock.json names, finds the Node that the project runs on, and hands over.
//
//   node scripts/bootstrap.mjs <script.ts | script.mjs | command> [arguments]
//   node scripts/bootstrap.mjs --build …          builds the contracts first
//   node scripts/bootstrap.mjs --install-only
import { spawn, spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { BootstrapError, projectDirectory, say } from "./bootstrap/console.mjs";
import { findNode } from "./bootstrap/findNode.mjs";
import { installPackages } from "./bootstrap/installPackages.mjs";

const PARENT_CHECK_MS = 250;

try {
  const words = process.argv.slice(2);
  const builds = words[0] === "--build";
  const [target, ...rest] = builds ? words.slice(1) : words;
  if (target === undefined) throw new BootstrapError("nothing to run: name a script or a command", 64);

  installPackages();
  if (target !== "--install-only") {
    const node = findNode();
    if (builds) buildContracts(node);
    handOver(node, target, rest);
  }
} catch (error) {
  if (!(error instanceof BootstrapError)) throw error;
  say(error.message);
  process.exitCode = error.exitCode;
}

function buildContracts(node) {
  const hardhat = join(projectDirectory, "node_modules", ".bin", "hardhat");
  const { status } = spawnSync(node.path, [hardhat, "build", "--quiet"], {
    cwd: projectDirectory,
    env: node.environment,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== 0) throw new BootstrapError("the contracts could not be built; the compiler's messages are above");
}

/** Runs the target with its arguments, passes signals on to it, and ends as it ends. */
function handOver(node, target, rest) {
  const isScript = /\.(ts|mjs|js)$/.test(target);
  const program = isScript ? resolve(projectDirectory, target) : join(projectDirectory, "node_modules", ".bin", target);
  const loader = target.endsWith(".ts") ? ["--import", import.meta.resolve("tsx")] : [];
  const child = spawn(node.path, [...loader, program, ...rest], {
    stdio: "inherit",
    env: { ...node.environment, LEXANCHOR_SUPERVISOR: String(process.pid) },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));

  // npm killed with SIGKILL tells nobody: without this, the platform would stay up with nothing to stop it by.
  if (process.env.npm_lifecycle_event !== undefined) {
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && child.kill("SIGTERM"), PARENT_CHECK_MS).unref();
  }

  child.on("error", (error) => {
    say(`could not start ${node.path}: ${error.message}`);
    process.exitCode = 1;
  });
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code);
    // Whoever started this sees the same end as if nothing had stood between.
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
