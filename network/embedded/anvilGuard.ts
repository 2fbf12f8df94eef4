// Runs anvil as long as the process that started this one lives. Started by spawnAnvil.ts with node's own type
// stripping, so that it imports nothing of ours. Arguments: the program, then its arguments.
import { spawn } from "node:child_process";

/** How long anvil may take to end by itself before it is killed. */
const END_TIMEOUT_MS = 3_000;

const [program, ...args] = process.argv.slice(2);
if (program === undefined || process.send === undefined) {
  console.error("anvilGuard is started by spawnAnvil");
  process.exit(64);
}

const anvil = spawn(program, args, { stdio: ["ignore", "inherit", "inherit"], windowsHide: true });

anvil.on("spawn", () => report({ pid: anvil.pid }));
anvil.on("error", (error) => {
  report({ error: error.message });
  process.exitCode = 1;
});
anvil.on("exit", (code, signal) => {
  report({ exit: { code, signal } });
  if (process.connected) process.disconnect();
  process.exit(code ?? 1);
});

// The channel closes when the parent ends, in whatever way, and when it asks for the end.
process.on("disconnect", () => {
  anvil.kill("SIGTERM");
  setTimeout(() => anvil.kill("SIGKILL"), END_TIMEOUT_MS).unref();
});
// The terminal's Ctrl-C is the parent's to answer.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => process.disconnect());

function report(message: object): void {
  if (process.connected) process.send?.(message);
}
