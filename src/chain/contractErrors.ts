import { Interface } from "ethers";
import type { ErrorFragment, Result } from "ethers";
import type { Hex } from "../core/index.js";
import { CONTRACT_INTERFACES } from "./contractInterfaces.js";
import { CONTRACT_SENTENCES } from "./contractSentences.js";
import type { Revert, RevertArguments } from "./revert.js";

const BUILT_IN_ERRORS = new Interface(["error Error(string)", "error Panic(uint256)"]);

/** How the compiler numbers faults. @custom:source Solidity documentation, "Panic via assert and Error via require" */
const PANICS: Readonly<Record<number, string>> = {
  1: "an assertion failed",
  17: "a number overflowed",
  18: "a division by zero",
  33: "a value outside its enumeration",
  50: "an index outside its array",
  65: "too much memory",
};

/**
 * Says what a revert of any contract of the platform means.
 *
 * @param error revert data as hex, or an error that carries it: a JSON-RPC error, a `ChainError`, an error of ethers
 * @returns null where there is no revert data, or none that these contracts give
 */
export function explainRevert(error: unknown): Revert | null {
  const carried = carriedRevert(error);
  if (carried !== null) return carried;
  const data = readRevertData(error);
  if (data === null || data.length < 10) return null;
  for (const contract of [...CONTRACT_INTERFACES, BUILT_IN_ERRORS]) {
    const fragment = contract.getError(data.slice(0, 10));
    if (fragment === null) continue;
    const decoded = decodeArguments(contract, fragment, data);
    if (decoded === null) return null;
    return { name: fragment.name, args: decoded, message: describe(fragment.name, decoded) };
  }
  return null;
}

/**
 * The revert data in what a node answered, or in an error made of it.
 *
 * @returns `0x` for a revert without data; null where nothing says that a contract reverted
 */
export function readRevertData(error: unknown): Hex | null {
  if (typeof error === "string") return asHex(error);
  for (let at: unknown = error, depth = 0; depth < 6 && typeof at === "object" && at !== null; depth++) {
    const { code, message, data, cause, info } = at as Record<"code" | "message" | "data" | "cause" | "info", unknown>;
    const saysRevert =
      code === 3 ||
      code === "CALL_EXCEPTION" ||
      (typeof message === "string" && /revert|VM execution error/i.test(message));
    const hex = findHex(data);
    if (hex !== null && (hex.length >= 10 || saysRevert)) return hex;
    if (saysRevert && typeof code === "number") return "0x";
    at = cause ?? (info as { error?: unknown } | undefined)?.error ?? null;
  }
  return null;
}

function carriedRevert(error: unknown): Revert | null {
  if (typeof error !== "object" || error === null || !("revert" in error)) return null;
  const { revert } = error;
  if (typeof revert !== "object" || revert === null || !("message" in revert)) return null;
  return revert as Revert;
}

function decodeArguments(contract: Interface, fragment: ErrorFragment, data: string): RevertArguments | null {
  let values: Result;
  try {
    values = contract.decodeErrorResult(fragment, data);
  } catch {
    // Another contract's error with the same selector, or damaged data: not ours to explain.
    return null;
  }
  // ethers has its own fragments for the two errors of the language, without names for what they carry.
  return Object.fromEntries(fragment.inputs.map((input, i) => [input.name || "value", plain(values[i])]));
}

function plain(value: unknown): string | number | boolean {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (typeof value === "boolean") return value;
  const text = String(value);
  return /^0x[0-9a-fA-F]*$/.test(text) ? text.toLowerCase() : text;
}

function describe(name: string, args: RevertArguments): string {
  if (name === "Error") return String(args["value"]);
  if (name === "Panic") return `a fault in the contract: ${PANICS[Number(args["value"])] ?? `panic ${args["value"]}`}`;
  const sentence = CONTRACT_SENTENCES[name];
  return sentence === undefined ? name : sentence(args);
}

function asHex(text: string): Hex | null {
  const match = /^(?:Reverted )?(0x(?:[0-9a-fA-F]{2})*)$/.exec(text);
  return match === null ? null : ((match[1] as string).toLowerCase() as Hex);
}

/** Nodes put the data into `data`, into an object there, or one level below. */
function findHex(data: unknown, depth = 0): Hex | null {
  if (typeof data === "string") return asHex(data);
  if (typeof data !== "object" || data === null || depth > 3) return null;
  for (const key of ["data", "result", "return", "originalError"]) {
    const hex = findHex((data as Record<string, unknown>)[key], depth + 1);
    if (hex !== null) return hex;
  }
  return null;
}
