// `npm run picture`: runs the sample case in an empty folder and draws what it prints, for the README.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { displayWidth } from "../src/cli/terminal/displayWidth.js";

const projectDirectory = fileURLToPath(new URL("..", import.meta.url));
const COLUMN_WIDTH = 8.4;
const LINE_HEIGHT = 19;
const COLOURS: { readonly [code: string]: string } = { 31: "#ff7b72", 32: "#7ee787", 33: "#e3b341" };

interface Style {
  colour: string | null;
  bold: boolean;
  dim: boolean;
}

const home = await mkdtemp(join(tmpdir(), "lexanchor-picture-"));
try {
  const text = await runSample(home);
  await mkdir(join(projectDirectory, "docs", "images"), { recursive: true });
  await writeFile(join(projectDirectory, "docs", "images", "run.svg"), drawTerminal(`$ npm start -- --once\n${text}`));
} finally {
  await rm(home, { recursive: true, force: true });
}

async function runSample(folder: string): Promise<string> {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/start.ts", "--once"], {
    cwd: projectDirectory,
    env: { ...process.env, LEXANCHOR_HOME: folder, FORCE_COLOR: "1" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => (text += part));
  const [code] = (await once(child, "close")) as [number];
  if (code !== 0) throw new Error(`the sample case ended with ${code}:\n${text}`);
  return text.replaceAll(folder, ".lexanchor").trimEnd();
}

function drawTerminal(text: string): string {
  const lines = text.split("\n");
  // eslint-disable-next-line no-control-regex -- the colours of a terminal are control characters
  const columns = Math.max(...lines.map((line) => displayWidth(line.replace(/\x1b\[\d+m/g, ""))));
  const width = Math.ceil(columns * COLUMN_WIDTH + 40);
  const height = lines.length * LINE_HEIGHT + 40;
  const rows = lines.map((line, i) => drawLine(line, 20, 32 + i * LINE_HEIGHT));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="What npm start prints">
<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace" font-size="14">
${rows.join("\n")}
</g>
</svg>
`;
}

/** Each piece is placed by its column: fonts disagree about how wide an ideograph is. */
function drawLine(line: string, left: number, y: number): string {
  const style: Style = { colour: null, bold: false, dim: false };
  let column = 0;
  let drawn = "";
  // eslint-disable-next-line no-control-regex -- as above
  for (const piece of line.split(/(\x1b\[\d+m|[\u2e80-\uffef]+| +(?= )| +$)/)) {
    // eslint-disable-next-line no-control-regex -- as above
    const code = /^\x1b\[(\d+)m$/.exec(piece)?.[1];
    if (code !== undefined) {
      applyCode(style, code);
      continue;
    }
    const words = piece.trim();
    if (words !== "") {
      // Spaces are places, not characters: some programs draw them and some do not.
      const x = (left + (column + piece.indexOf(words)) * COLUMN_WIDTH).toFixed(1);
      const length = (displayWidth(words) * COLUMN_WIDTH).toFixed(1);
      const weight = style.bold ? ' font-weight="bold"' : "";
      const fill = style.colour ?? (style.dim ? "#8b949e" : "#e6edf3");
      drawn += `<text x="${x}" y="${y}" fill="${fill}"${weight} textLength="${length}">${escapeXml(words)}</text>`;
    }
    column += displayWidth(piece);
  }
  return drawn;
}

function applyCode(style: Style, code: string): void {
  if (code === "1") style.bold = true;
  else if (code === "2") style.dim = true;
  else if (code === "22") style.bold = style.dim = false;
  else style.colour = COLOURS[code] ?? null;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
