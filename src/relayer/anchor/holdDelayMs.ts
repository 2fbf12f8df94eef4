const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 60_000;

/** How long a batch that the contract refused waits before it is tried again: twice as long each time, up to a minute. */
export function holdDelayMs(refusals: number): number {
  return Math.min(FIRST_DELAY_MS * 2 ** Math.min(refusals, 10), LONGEST_DELAY_MS);
}
