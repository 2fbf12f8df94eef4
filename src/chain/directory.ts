import type { Result } from "ethers";
import type { IDirectory } from "../../typechain-types/directory/Directory.js";
import type { Hex } from "../core/index.js";
import { DIRECTORY } from "./contractInterfaces.js";
import { readAll } from "./contractCalls.js";
import type { ContractAt } from "./contractCalls.js";
import { ChainError } from "./errors.js";
import type { Node } from "./node.js";
import { decodeShortText, encodeShortText } from "./shortText.js";

/** What the directory lists now: every name and the contract that it points to, in lower case. */
export async function readDirectory(node: Node, directory: Hex): Promise<ReadonlyMap<string, Hex>> {
  const contract = directoryAt(directory);
  const [names] = await readAll(node, contract, "names", [[]]);
  const words = [...(names?.[0] as Iterable<string>)];
  const targets = await readAll(
    node,
    contract,
    "addressOf",
    words.map((word) => [word]),
  );
  return new Map(words.map((word, i) => [decodeShortText(word), lowerCase(targets[i]?.[0])]));
}

/**
 * The contract that a name points to now.
 * @throws ChainError `contract-missing` where the directory does not list the name
 */
export async function readAddress(node: Node, directory: Hex, name: string): Promise<Hex> {
  try {
    const [answer] = await readAll(node, directoryAt(directory), "addressOf", [[encodeShortText(name)]]);
    return lowerCase(answer?.[0]);
  } catch (cause) {
    if (!(cause instanceof ChainError) || cause.revert?.name !== "DirectoryUnknownName") throw cause;
    throw new ChainError({
      code: "contract-missing",
      message: `the directory ${directory} does not list ${name}`,
      cause,
    });
  }
}

/** A contract that a name has pointed to. */
export interface DirectoryEntry {
  /** Lower case. */
  readonly target: Hex;
  /** Unix seconds from which the name pointed to it, until the next entry. */
  readonly since: number;
}

/** What `entriesOf` answered, the oldest first; empty for a name that was never listed. */
export function parseEntries(answer: Result): DirectoryEntry[] {
  return (answer[0] as IDirectory.EntryStructOutput[]).map(({ target, since }) => ({
    target: lowerCase(target),
    since: Number(since),
  }));
}

export function directoryAt(address: Hex): ContractAt {
  return { name: "Directory", address, abi: DIRECTORY };
}

function lowerCase(address: unknown): Hex {
  return String(address).toLowerCase() as Hex;
}
