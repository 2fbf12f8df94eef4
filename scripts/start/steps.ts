import type { Console } from "../../src/cli/terminal/createConsole.js";
import { padDisplay } from "../../src/cli/terminal/displayWidth.js";
import { formatDuration } from "../../src/cli/terminal/formatFigures.js";
import { startSpinner } from "../../src/cli/terminal/spinner.js";

/** What a step found or made, and a few words about it. */
export interface StepResult<T> {
  readonly value: T;
  readonly detail: string;
}

export interface Steps {
  /**
   * Runs a step, shows that it goes on, and prints one line when it is done.
   * @param work is given a function to say what is happening now
   */
  run<T>(name: string, text: string, work: (say: (text: string) => void) => Promise<StepResult<T>>): Promise<T>;
}

export function createSteps(console: Console): Steps {
  return {
    async run(name, text, work) {
      const started = performance.now();
      const spinner = startSpinner(console, text);
      let result;
      try {
        result = await work((next) => spinner.say(next));
      } catch (error) {
        spinner.end();
        console.print(`  ${console.paint.red("✗")} ${name}`);
        throw error;
      }
      spinner.end();
      const time = formatDuration(performance.now() - started);
      const mark = console.paint.green("✓");
      console.print(
        `  ${mark} ${padDisplay(name, 14)} ${padDisplay(result.detail, 58)} ${console.paint.dim(time.padStart(7))}`,
      );
      return result.value;
    },
  };
}
