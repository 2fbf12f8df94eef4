import type { Command } from "commander";
import { hashLicence, holderSalt } from "../../core/index.js";
import { readBureauSecret } from "../bureauSecret.js";
import type { CliContext, CommonOptions } from "../context.js";
import { createCommand } from "../createCommand.js";
import { openPlatform, withPlatform } from "../openPlatform.js";
import { addRegistryOptions } from "../openRegistry.js";
import type { RegistryOptions } from "../openRegistry.js";

interface SaltOptions extends CommonOptions, RegistryOptions {
  bureau: string;
  secret?: string;
}

export function lawyerSaltCommand(context: CliContext): Command {
  const command = createCommand("salt", "What a holder needs to open their credential's commitment to their name.", [
    "lawyer salt 13101202010234567 --bureau SF-01",
  ])
    .argument("<licence>", "the licence number, however it is written")
    .requiredOption("-b, --bureau <number|code>", "the bureau that issued it")
    .option("--secret <file>", "the bureau's secret (default: this machine's)");
  return addRegistryOptions(command).action(async (number: string, options: SaltOptions) => {
    const console = context.console(options);
    const licence = hashLicence(number);
    const { id } = await withPlatform(openPlatform(context, options), ({ institutionOf }) =>
      institutionOf(options.bureau),
    );
    const { secret } = await readBureauSecret(context, id, options.secret);
    const salt = holderSalt(secret, licence);
    console.print(options.json === true ? JSON.stringify({ number, licence, salt }) : salt);
    console.note("For the holder alone: with it and the name, anyone can tell whose credential it is.");
  });
}
