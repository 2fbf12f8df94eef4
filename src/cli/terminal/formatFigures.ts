/** `512 B`, `1.5 kB`, `2.3 GB`: in powers of 1,000. */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let at = 0;
  for (; value >= 1000 && at < units.length - 1; at += 1) value /= 1000;
  return at === 0 ? `${bytes} B` : `${value.toFixed(1)} ${units[at] ?? ""}`;
}

/** `1.2 s`, `2 min 5 s`. */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** `2026-11-23 10:00:00 UTC`. */
export function formatTime(time: Date): string {
  return `${time.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** `0x12345678…9abcdef0`: enough to tell two apart by eye. */
export function shortHex(hex: string): string {
  return hex.length <= 22 ? hex : `${hex.slice(0, 10)}…${hex.slice(-8)}`;
}
