/** Where the relayer takes the time from. */
export interface Clock {
  /** Milliseconds since 1970, UTC. May go back, as a machine's clock does. */
  now(): number;
}

export const SYSTEM_CLOCK: Clock = { now: () => Date.now() };
