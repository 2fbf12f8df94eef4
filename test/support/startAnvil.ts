import { resolveAnvil } from "../../network/embedded/resolveAnvil.js";
import { spawnAnvil } from "../../network/embedded/spawnAnvil.js";

export const TEST_CHAIN_ID = 202209;

export interface TestAnvil {
  url: string;
  pid: number;
  /** Ends anvil in order: with a state file, it writes it. */
  stop(): Promise<void>;
  /** Ends anvil as a crash would. */
  kill(): Promise<void>;
  /** Mines blocks: with a block time of 0 nothing else does. */
  mine(blocks?: number): Promise<void>;
  /** Any JSON-RPC call. */
  rpc(method: string, params?: unknown[]): Promise<unknown>;
}

/**
 * Starts a real chain on a free port, for one test file. It ends with the test process at the latest.
 *
 * @param options.blockTimeSeconds not given: a block for each transaction, at once; 0: only `mine` makes blocks
 * @param options.gasPrice wei; 0 (the default) makes a chain whose base fee is zero
 * @param options.stateFile absolute; read at the start, written each second and at `stop`
 * @param options.port not given: a free one
 */
export async function startAnvil(
  options: {
    stateFile?: string;
    blockTimeSeconds?: number;
    gasPrice?: number;
    chainId?: number;
    port?: number;
    accounts?: number;
  } = {},
): Promise<TestAnvil> {
  const { gasPrice = 0, blockTimeSeconds, stateFile, chainId = TEST_CHAIN_ID, port = 0, accounts = 2 } = options;
  const args = ["--port", `${port}`, "--hardfork", "london", "--chain-id", `${chainId}`, "--accounts", `${accounts}`];
  args.push("--gas-price", `${gasPrice}`, "--base-fee", `${gasPrice}`, "--prune-history", "256");
  if (blockTimeSeconds === 0) args.push("--no-mining");
  else if (blockTimeSeconds !== undefined) args.push("--block-time", `${blockTimeSeconds}`);
  if (stateFile !== undefined) args.push("--state", stateFile, "--state-interval", "1");

  let printed = "";
  let found: (url: string) => void = () => {};
  const listening = new Promise<string>((resolve) => (found = resolve));
  const anvil = await spawnAnvil(await resolveAnvil(), args, {
    onOutput: (text) => {
      if (printed.length > 100_000) return;
      printed += text;
      const match = /Listening on (127\.0\.0\.1:\d+)/.exec(printed);
      if (match !== null) found(`http://${match[1]}`);
    },
  });
  const url = await Promise.race([
    listening,
    anvil.ended.then((how) => {
      throw new Error(how);
    }),
  ]);

  const rpc = async (method: string, params: unknown[] = []): Promise<unknown> => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    });
    const { result, error } = (await response.json()) as { result?: unknown; error?: { message: string } };
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result;
  };
  return {
    url,
    pid: anvil.pid,
    stop: () => anvil.stop(),
    kill: () => anvil.kill(),
    mine: async (blocks = 1) => {
      await rpc("anvil_mine", [`0x${blocks.toString(16)}`]);
    },
    rpc,
  };
}
