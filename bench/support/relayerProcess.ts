// Runs a relayer for a benchmark: prints its address, and nothing else.
import { runRelayer } from "../../src/relayer/index.js";

const [configFile] = process.argv.slice(2);
if (configFile === undefined) throw new Error("a configuration file expected");
await runRelayer(configFile, {
  log: { info: () => undefined, warn: () => undefined, error: (event) => console.error(event) },
  onStarted: (url) => console.log(url),
});
