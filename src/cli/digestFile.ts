import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { digestStream } from "../core/index.js";
import type { DigestAlgorithm, Hex } from "../core/index.js";
import { describeFileError } from "./describeFileError.js";
import type { Console } from "./terminal/createConsole.js";
import { formatBytes } from "./terminal/formatFigures.js";
import { startProgressBar } from "./terminal/progressBar.js";

/** Large enough that reading is not what takes the time. */
const READ_BYTES = 1 << 20;

/** Digests a file of any size, with a progress bar on a terminal. @throws CliError `file-missing` */
export async function digestFile(file: string, algorithm: DigestAlgorithm, console: Console): Promise<Hex> {
  try {
    const { size } = await stat(file);
    const bar = startProgressBar(console, `digesting ${file}`, size, formatBytes);
    const source = createReadStream(file, { highWaterMark: READ_BYTES });
    const digest = await digestStream(algorithm, source, (bytes) => bar.update(bytes));
    bar.end();
    return digest;
  } catch (cause) {
    throw describeFileError(file, cause);
  }
}
