import { createServer } from "node:http";

/**
 * `pass` hands requests on · `down` breaks each connection · `lose-answers` hands transactions on, and breaks the
 * connection instead of answering · `hang` takes requests and never answers.
 */
export type ProxyMode = "pass" | "down" | "lose-answers" | "hang";

export interface ChainProxy {
  readonly url: string;
  mode: ProxyMode;
  /** The node behind it; another one may take its place. */
  target: string;
  /** Requests that came in so far. */
  readonly requests: number;
  stop(): Promise<void>;
}

/** Stands between a relayer and a node, to fail as a network does. */
export async function startChainProxy(target: string): Promise<ChainProxy> {
  let requests = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      requests += 1;
      const body = Buffer.concat(parts).toString();
      const { mode } = proxy;
      if (mode === "hang") return;
      if (mode === "down") return void request.socket.destroy();
      const headers = { "content-type": "application/json" };
      fetch(proxy.target, { method: "POST", headers, body })
        .then(async (answer) => {
          const text = await answer.text();
          if (mode === "lose-answers" && body.includes("eth_sendRawTransaction")) request.socket.destroy();
          else response.writeHead(answer.status, headers).end(text);
        })
        .catch(() => request.socket.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const proxy: ChainProxy = {
    url: `http://127.0.0.1:${port}`,
    mode: "pass",
    target,
    get requests() {
      return requests;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}
