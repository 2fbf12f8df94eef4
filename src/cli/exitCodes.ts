/** How every command ends. */
export const EXIT = {
  /** Authentic, or done. */
  done: 0,
  /** Not authentic, or not done. */
  not: 1,
  /** Could not tell: a node or a relayer did not answer. */
  couldNotTell: 2,
  /** The command was called wrongly. @custom:source sysexits.h EX_USAGE */
  usage: 64,
  /** Interrupted: 128 + SIGINT. */
  interrupted: 130,
} as const;
