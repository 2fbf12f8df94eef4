// Runs the index as a process of its own, for tests that kill it. Argument: the configuration as JSON.
import { createJsonLog } from "../../../../src/relayer/log.js";
import { openRegistryIndex } from "../../../../src/relayer/registry/openRegistryIndex.js";
import type { RegistryIndexConfig } from "../../../../src/relayer/registry/openRegistryIndex.js";

const config = JSON.parse(process.argv[2] ?? "") as RegistryIndexConfig;
const log = createJsonLog((line) => void process.stderr.write(line), Date.now);
openRegistryIndex(config, { log, now: Date.now }).start();
