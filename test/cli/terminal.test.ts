import { expect } from "chai";
import { Writable } from "node:stream";
import { createConsole } from "../../src/cli/terminal/createConsole.js";
import type { Console } from "../../src/cli/terminal/createConsole.js";
import { cutDisplay, displayWidth, padDisplay } from "../../src/cli/terminal/displayWidth.js";
import { formatTable } from "../../src/cli/terminal/formatTable.js";
import { startProgressBar } from "../../src/cli/terminal/progressBar.js";
import { shellWords } from "../../src/cli/terminal/shellWords.js";
import { startSpinner } from "../../src/cli/terminal/spinner.js";

interface Screen {
  console: Console;
  written: { out: string; err: string };
}

function open(options: { isTTY: boolean; columns?: number; silent?: boolean; env?: NodeJS.ProcessEnv }): Screen {
  const { isTTY, columns = 60, silent = false, env = {} } = options;
  const written = { out: "", err: "" };
  const into = (name: keyof typeof written): Writable & { isTTY: boolean; columns: number } =>
    Object.assign(
      new Writable({
        write(chunk: Buffer, _encoding, done) {
          written[name] += chunk.toString();
          done();
        },
      }),
      { isTTY, columns },
    );
  return { console: createConsole({ out: into("out"), err: into("err"), env, silent }), written };
}

/** Everything that shows progress, and a result after it. */
function work({ console }: Screen): void {
  const bar = startProgressBar(console, "digesting 北京金融法院判决书.pdf", 4);
  bar.update(3);
  bar.end();
  const spinner = startSpinner(console, "asking 127.0.0.1:8545");
  spinner.say("still asking");
  spinner.end();
  console.note("a note");
  console.print(console.paint.green("done"));
}

describe("the terminal", () => {
  it("shows progress on standard error, takes it away, and leaves the result on standard output", () => {
    const screen = open({ isTTY: true });
    work(screen);
    expect(screen.written.out).to.equal("\u001b[32mdone\u001b[39m\n");
    expect(screen.written.err).to.include("3 of 4").and.to.include("still asking");
    expect(screen.written.err).to.match(/\r\p{Cc}\[2Ka note\n$/u);
  });

  it("never lets a line of progress wrap, whatever the width", () => {
    for (const columns of [0, 40, 60, 200]) {
      const screen = open({ isTTY: true, columns });
      work(screen);
      const lines = screen.written.err.split(/\r\p{Cc}\[2K/u).map((line) => line.replace(/\p{Cc}\[\d+m/gu, ""));
      const limit = columns === 0 ? 100 : Math.max(columns, 46);
      for (const line of lines.slice(0, -1)) expect(displayWidth(line), line).to.be.below(limit);
    }
  });

  it("is silent but for notes and results in a pipe, on a dumb terminal, and for notes too with --json", () => {
    for (const [options, err] of [
      [{ isTTY: false }, "a note\n"],
      [{ isTTY: true, env: { TERM: "dumb" } }, "a note\n"],
      [{ isTTY: false, silent: true }, ""],
      [{ isTTY: true, silent: true, env: { NO_COLOR: "1" } }, ""],
    ] as const) {
      const screen = open(options);
      work(screen);
      expect(screen.written).to.deep.equal({ out: "done\n", err });
    }
  });

  it("aligns ideographs as two columns, and prints no control character of a cell", () => {
    expect(
      formatTable([
        ["code", "name", "x"],
        ["BJ-03", "北京", ""],
        ["A", "a\u001b[1m", "y"],
      ]),
    ).to.deep.equal(["code   name        x", "BJ-03  北京", "A      a\\u{1b}[1m  y"]);
    expect(padDisplay("法院", 6)).to.equal("法院  ");
    expect(cutDisplay("北京金融法院", 7)).to.equal("北京金…");
    expect(cutDisplay("北京", 4)).to.equal("北京");
  });

  it("writes names of files as a shell takes them, and not all of many", () => {
    expect(shellWords(["a.json", "判决书.pdf", "it's (1).pdf"])).to.equal("a.json 判决书.pdf 'it'\\''s (1).pdf'");
    expect(shellWords(["a b", "c", "d", "e", "f"])).to.equal("'a b' …");
  });
});
