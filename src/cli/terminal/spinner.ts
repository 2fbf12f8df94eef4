import type { Console } from "./createConsole.js";
import { cutDisplay } from "./displayWidth.js";
import { formatDuration } from "./formatFigures.js";

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const FRAME_MS = 80;

export interface Spinner {
  /** What is happening now. */
  say(text: string): void;
  end(): void;
}

/** Shows that work of unknown length goes on, on a terminal; nothing elsewhere. */
export function startSpinner(console: Console, text: string): Spinner {
  const started = performance.now();
  let current = text;
  let frame = 0;
  const draw = (): void => {
    const elapsed = performance.now() - started;
    const time = elapsed < 1000 ? "" : ` ${formatDuration(elapsed)}`;
    const line = `${FRAMES[frame++ % FRAMES.length] ?? ""} ${current}`;
    console.showProgress(cutDisplay(line, console.columns - time.length - 1) + console.paint.dim(time));
  };
  if (!console.isTerminal) return { say: () => undefined, end: () => undefined };
  draw();
  const timer = setInterval(draw, FRAME_MS);
  timer.unref();
  return {
    say(next) {
      current = next;
      draw();
    },
    end() {
      clearInterval(timer);
      console.clearProgress();
    },
  };
}
