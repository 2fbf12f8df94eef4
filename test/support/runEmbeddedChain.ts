// Runs the embedded chain as a process of its own, for tests that kill it. Argument: the state file.
import { startEmbeddedChain } from "../../network/embedded/startEmbeddedChain.js";

const chain = await startEmbeddedChain({
  stateFile: process.argv[2] as string,
  blockTimes: { blockIntervalMs: 50, emptyBlocksAfter: 4, heartbeatMs: 200 },
});
console.log(JSON.stringify({ url: chain.url, pid: chain.pid, port: Number(new URL(chain.url).port) }));
