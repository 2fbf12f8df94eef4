import { fileURLToPath } from "node:url";
import hardhatToolbox from "@nomicfoundation/hardhat-toolbox-mocha-ethers";
import { defineConfig } from "hardhat/config";

export default defineConfig({
  plugins: [hardhatToolbox],
  solidity: {
    version: "0.8.37",
    // The compiler comes from npm, so that a build needs nothing but the lock file.
    path: fileURLToPath(import.meta.resolve("solc/soljson.js")),
    settings: {
      // The oldest target among the permissioned chains in use (docs/decisions).
      evmVersion: "london",
      viaIR: true,
      optimizer: { enabled: true, runs: 1_000_000 },
    },
  },
  paths: { tests: { mocha: "test/contracts", solidity: "test/contracts" } },
  typechain: { outDir: "typechain-types" },
});
