import type { Command } from "commander";
import { runRelayer } from "../../relayer/index.js";
import type { CliContext, CommonOptions } from "../context.js";
import { createCommand } from "../createCommand.js";

interface RunOptions extends CommonOptions {
  config: string;
}

export function relayerRunCommand(context: CliContext): Command {
  return createCommand("run", "Run a relayer until Ctrl-C. Its log, one JSON object a line, goes to standard error.", [
    "relayer run --config relayer.json",
  ])
    .requiredOption("-c, --config <file>", "its configuration, JSON")
    .addHelpText(
      "after",
      `
The configuration:
  {
    "queueFile": "/var/lib/lexanchor/queue.sqlite",
    "rpcUrls": ["http://127.0.0.1:8545"],
    "chainId": 202209,
    "directory": "0x…",
    "keyFile": "/etc/lexanchor/relayer.json",
    "http": { "host": "127.0.0.1", "port": 8790 },
    "finalityBlocks": 3
  }
Also: batchMaxRecords (10000), batchMaxAgeMs (1000), pollIntervalMs (250).
`,
    )
    .action(async (options: RunOptions) => {
      const console = context.console(options);
      await runRelayer(options.config, {
        onStarted: (url) => console.print(options.json === true ? JSON.stringify({ http: url }) : `relayer at ${url}`),
      });
    });
}
