import type { Console } from "./createConsole.js";
import { cutDisplay } from "./displayWidth.js";

const BAR_COLUMNS = 24;
/** Often enough to look smooth, seldom enough to cost nothing. */
const REDRAW_MS = 80;

export interface ProgressBar {
  /** Says how far it is. */
  update(done: number): void;
  end(): void;
}

/**
 * A bar for work of a known size, on a terminal; nothing elsewhere.
 * @param describe how to write an amount: `512 kB`, `12 records`
 */
export function startProgressBar(
  console: Console,
  label: string,
  total: number,
  describe: (amount: number) => string = String,
): ProgressBar {
  let drawn = 0;
  const draw = (done: number): void => {
    const share = total === 0 ? 1 : Math.min(done / total, 1);
    const full = Math.round(share * BAR_COLUMNS);
    const bar = "█".repeat(full) + "░".repeat(BAR_COLUMNS - full);
    const rest = ` ${bar} ${describe(done)} of ${describe(total)}`;
    console.showProgress(cutDisplay(label, Math.max(10, console.columns - rest.length - 1)) + rest);
  };
  return {
    update(done) {
      const now = performance.now();
      if (now - drawn < REDRAW_MS) return;
      drawn = now;
      draw(done);
    },
    end: () => console.clearProgress(),
  };
}
