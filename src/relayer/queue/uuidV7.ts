import { randomFillSync } from "node:crypto";

const ID_BYTES = 16;
/** Asking the system for random bytes costs as much as storing a record: it is asked for this many ids at once. */
const IDS_AT_ONCE = 1_024;

/**
 * Makes ids that sort by time, so that their index grows at its end, and that nobody can guess.
 * @returns takes Unix milliseconds
 * @source RFC 9562 section 5.7
 */
export function createUuidV7(): (now: number) => Uint8Array {
  let random = new Uint8Array(0);
  let used = 0;
  return (now) => {
    if (used === random.length) {
      random = randomFillSync(new Uint8Array(ID_BYTES * IDS_AT_ONCE));
      used = 0;
    }
    const id = random.slice(used, used + ID_BYTES);
    // Used once: what was given out does not stay behind.
    random.fill(0, used, used + ID_BYTES);
    used += ID_BYTES;
    const view = new DataView(id.buffer);
    view.setUint32(0, Math.floor(now / 0x1_0000));
    view.setUint16(4, now % 0x1_0000);
    view.setUint8(6, (view.getUint8(6) & 0x0f) | 0x70);
    view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80);
    return id;
  };
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
