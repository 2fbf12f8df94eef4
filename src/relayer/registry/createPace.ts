/** Logs of one answer that are aimed at: some milliseconds to read. */
const WANTED_LOGS = 1_000;
/** Answers after a refusal, before more is asked for again. */
const ANSWERS_BEFORE_GROWTH = 20;

/** How many blocks to ask for at once. */
export interface Pace {
  readonly blocks: number;
  /** The node answered: more next time where that was little, fewer where it was much. */
  answered(logs: number): void;
  /** The node found so many too much. */
  refused(blocks: number): void;
}

/**
 * Finds the number of blocks whose logs are neither too many for the node nor for this thread, which requests and
 * anchoring share: the answer to one question is read in one go.
 */
export function createPace({ first, most }: { first: number; most: number }): Pace {
  let blocks = first;
  let answersToWait = 0;
  return {
    get blocks() {
      return blocks;
    },
    answered(logs) {
      answersToWait -= 1;
      if (logs > WANTED_LOGS) blocks = Math.max(1, Math.floor((blocks * WANTED_LOGS) / logs));
      else if (logs < WANTED_LOGS / 4 && answersToWait <= 0) blocks = Math.min(most, blocks * 2);
    },
    refused(asked) {
      blocks = Math.max(1, Math.floor(asked / 2));
      answersToWait = ANSWERS_BEFORE_GROWTH;
    },
  };
}
