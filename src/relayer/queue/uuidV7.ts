import { randomFillSync } from "node:crypto";

/**
 * Ids that sort by time, so that their index grows at its end, and that nobody can guess.
 * @param now Unix milliseconds
 * @source RFC 9562 section 5.7
 */
export function uuidV7(now: number): Uint8Array {
  const id = randomFillSync(new Uint8Array(16));
  const view = new DataView(id.buffer);
  view.setUint32(0, Math.floor(now / 0x1_0000));
  view.setUint16(4, now % 0x1_0000);
  view.setUint8(6, (view.getUint8(6) & 0x0f) | 0x70);
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80);
  return id;
}

export function formatUuid(id: Uint8Array): string {
  const hex = Buffer.from(id).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** @returns null for what is not a UUID */
export function parseUuid(text: string): Uint8Array | null {
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return null;
  return new Uint8Array(Buffer.from(text.replaceAll("-", ""), "hex"));
}
