// Builds the contracts and fails when typechain-types/ is not what git has.
import { execFileSync } from "node:child_process";

execFileSync("hardhat", ["build", "--quiet"], { stdio: "inherit" });
const changed = execFileSync("git", ["status", "--porcelain", "--", "typechain-types"], { encoding: "utf8" });
if (changed !== "") {
  console.error(`typechain-types is stale: run npm run build:contracts and commit\n${changed}`);
  process.exit(1);
}
console.log("typechain-types is fresh");
