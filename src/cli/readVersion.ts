import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The version in package.json. */
export function readVersion(projectDirectory: string): string {
  const { version } = JSON.parse(readFileSync(join(projectDirectory, "package.json"), "utf8")) as { version: string };
  return version;
}
