import { readFileSync, readdirSync } from "node:fs";
import { expect } from "chai";

const core = new URL("../../src/core/", import.meta.url);
const files = readdirSync(core, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));

describe("src/core", () => {
  for (const name of files) {
    it(`${name.replaceAll("\\", "/")} uses nothing that a page does not have`, () => {
      const text = readFileSync(new URL(name.replaceAll("\\", "/"), core), "utf8");
      const imports = [...text.matchAll(/^(?:import|export) .*?from "(?<from>[^"]+)";$/gms)].map(
        ({ groups }) => groups!["from"]!,
      );
      const foreign = imports.filter((from) => !from.startsWith("."));
      expect(["hash-wasm", "canonicalize"]).to.include.members(foreign);
      expect(text).to.not.match(/\bBuffer\b|\bprocess\.|\brequire\(|\bsetImmediate\b|\b__dirname\b|"node:/);
    });
  }
});
