import { InvalidArgumentError } from "commander";
import type { Command } from "commander";
import { changeHolderKeys, parseAddress } from "../../chain/index.js";
import { LexanchorError } from "../../core/index.js";
import type { Hex } from "../../core/index.js";
import type { CliContext } from "../context.js";
import { lawyerChangeCommand } from "./lawyerChange.js";
import type { LawyerChangeOptions } from "./lawyerChange.js";
import { CliError } from "../errors.js";

interface KeyOptions extends LawyerChangeOptions {
  address?: Hex;
  none?: boolean;
}

export function lawyerKeyCommand(context: CliContext): Command {
  return lawyerChangeCommand<KeyOptions>(context, {
    name: "key",
    reason: "changeHolderKeys",
    summary: "Set or take away the holder's own account, which signs appearances and challenges.",
    examples: [
      "lawyer key 13101202010234567 --bureau SF-01 --address 0x…",
      "lawyer key 13101202010234567 --bureau SF-01 --none",
    ],
    done: "changed",
    addOptions: (command) =>
      command
        .option("--address <address>", "the holder's own account, a key or a contract", parseAddressOption)
        .option("--none", "take it away"),
    prepare: (_context, { address, none = false }, numbers) => {
      const field = numbers.length > 1 ? "licence" : "address";
      if (numbers.length > 1)
        return Promise.reject(usage("licence: one at a time, each holder has an account of their own", field));
      if ((address === undefined) !== none) return Promise.reject(usage("--address: expected, or --none", field));
      return Promise.resolve();
    },
    send: (writer, { by, licences, reason }, { address }) =>
      changeHolderKeys(
        writer,
        by,
        licences.map((licence) => ({ licence, key: address ?? null })),
        reason,
      ),
  });
}

function usage(message: string, field: string): CliError {
  return new CliError({ code: "usage", message, field });
}

function parseAddressOption(text: string): Hex {
  try {
    return parseAddress(text, "--address");
  } catch (error) {
    if (error instanceof LexanchorError) throw new InvalidArgumentError(error.message);
    throw error;
  }
}
