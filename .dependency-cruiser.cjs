// The layers of ARCHITECTURE.md. An arrow that is not listed there fails `npm run check:layers`.
const layer = (name, allowed) => ({
  name: `${name}-imports-only-${allowed.join("-and-") || "itself"}`,
  severity: "error",
  from: { path: `^src/${name}/` },
  to: { path: "^(src|scripts|network|bench|test|ignition)/", pathNot: `^src/(${[name, ...allowed].join("|")})/` },
});

module.exports = {
  forbidden: [
    layer("core", []),
    layer("chain", ["core"]),
    layer("client", ["chain", "core"]),
    layer("relayer", ["chain", "core"]),
    layer("keeper", ["chain", "core"]),
    layer("portal", ["client", "core"]),
    layer("cli", ["client", "chain", "core", "relayer"]),
    {
      name: "core-does-no-io",
      comment: "core runs in a browser",
      severity: "error",
      from: { path: "^src/core/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "client-runs-in-a-browser",
      severity: "error",
      from: { path: "^src/client/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "only-chain-imports-ethers",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/chain/" },
      to: { path: "node_modules/ethers" },
    },
    {
      name: "src-does-not-import-hardhat",
      comment: "who installs the SDK installs no Hardhat",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "node_modules/(hardhat|@nomicfoundation)" },
    },
    {
      name: "relayer-is-used-by-its-index",
      severity: "error",
      comment: "but for the scripts that write the relayer's own documentation",
      from: { path: "^(src/cli|scripts)/", pathNot: "^scripts/(docs/|writeDocs\\.ts$)" },
      to: { path: "^src/relayer/", pathNot: "^src/relayer/index\\.ts$" },
    },
    {
      name: "no-cycles",
      severity: "error",
      from: { pathNot: "^typechain-types" },
      to: { circular: true, pathNot: "^typechain-types" },
    },
    { name: "no-unresolved", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "no-dev-dependencies-in-what-is-published",
      severity: "error",
      from: { path: "^src/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^typechain-types/hardhat\\.d\\.ts$" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
      extensions: [".ts", ".js"],
    },
  },
};
