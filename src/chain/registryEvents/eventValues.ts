import { getBytes } from "ethers";
import type { Hex } from "../../core/index.js";
import { wordOrNull } from "../reason.js";
import type { Reason } from "../reason.js";
import type { RegistryEvent } from "./registryEvent.js";

/** Reads one event's arguments, as typechain types them; texts are still bytes in hex, see `readText`. */
export type EventDecoder<Arguments> = (given: Arguments) => RegistryEvent;

/** A text of an event. Bytes that are no UTF-8 become U+FFFD: they say nothing, and must not stop the reading. */
export function readText(bytes: string): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(getBytes(bytes));
}

export function readReason({ code, document }: { code: bigint; document: string }): Reason {
  return { code: Number(code), document: wordOrNull(document) };
}

export function readAccount(address: string): Hex {
  return address.toLowerCase() as Hex;
}

/** An account; null for the zero address, which is none. */
export function readAccountOrNull(address: string): Hex | null {
  const account = readAccount(address);
  return /^0x0{40}$/.test(account) ? null : account;
}

/** An id; null for 0, which is none. */
export function readIdOrNull(id: bigint): number | null {
  return id === 0n ? null : Number(id);
}
