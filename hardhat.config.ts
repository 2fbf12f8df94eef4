import { fileURLToPath } from "node:url";
import hardhatToolbox from "@nomicfoundation/hardhat-toolbox-mocha-ethers";
import { defineConfig } from "hardhat/config";
import type { SolidityHooks } from "hardhat/types/hooks";
import type { HardhatPlugin } from "hardhat/types/plugins";

/** What a build of Hardhat 3.18 leaves to chance, and what it says about sources that are not ours. */
const orderlyBuild: HardhatPlugin = {
  id: "orderly-build",
  hookHandlers: { solidity: () => Promise.resolve({ default: () => Promise.resolve(orderlyBuildHandlers) }) },
};

const orderlyBuildHandlers: Partial<SolidityHooks> = {
  // Without the warnings about dependencies, one about our own sources is seen.
  getCompilationJobErrors: async (context, job, output, next) =>
    (await next(context, job, output)).filter(
      ({ severity, formattedMessage }) => severity === "error" || !/--> \S*node_modules\//.test(formattedMessage ?? ""),
    ),
  // Hardhat lists artifacts in the order in which the disk answers, and TypeChain writes its index in that order.
  // Sorted here, before TypeChain's own handler, the same sources give the same typechain-types.
  processArtifactsAfterSuccessfulBuild: (_context, artifactPaths) => {
    (artifactPaths as string[]).sort();
    return Promise.resolve();
  },
};

export default defineConfig({
  // Its handlers run in this order.
  plugins: [orderlyBuild, hardhatToolbox],
  solidity: {
    version: "0.8.37",
    // The compiler comes from npm, so that a build needs nothing but the lock file.
    path: fileURLToPath(import.meta.resolve("solc/soljson.js")),
    // `artifacts/` holds what is deployed and nothing else: a start need not compile the tests (40 s), and Slither,
    // which reads every build there, does not see them.
    splitTestsCompilation: true,
    settings: {
      // The oldest target among the permissioned chains in use (docs/decisions).
      evmVersion: "london",
      viaIR: true,
      optimizer: { enabled: true, runs: 1_000_000 },
    },
  },
  paths: { tests: { mocha: "test/contracts", solidity: "test/contracts" } },
  test: {
    solidity: {
      // Each call is a transaction of its own: a snapshot shows the gas that a sender pays.
      isolate: true,
      fuzz: { runs: 256 },
      // A handler never reverts by itself: where one does, the test is wrong.
      invariant: { runs: 256, depth: 100, failOnRevert: true },
      fsPermissions: { readDirectory: ["test/vectors"] },
    },
  },
  typechain: { outDir: "typechain-types" },
});
