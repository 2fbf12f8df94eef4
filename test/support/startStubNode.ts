import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";

export interface StubCall {
  id: number;
  method: string;
  params: unknown[];
}

export interface StubNode {
  url: string;
  /** HTTP requests received so far. */
  readonly requests: number;
  /** The headers of the last request. */
  readonly headers: IncomingMessage["headers"];
  stop(): Promise<void>;
}

/** What the stub does with a request: it writes the whole response itself, or gives the answer to each call. */
export type StubBehaviour =
  | { respond: (response: ServerResponse, calls: StubCall[]) => void }
  | { answer: (call: StubCall) => { result: unknown } | { error: unknown } };

/** An HTTP server in the place of a node, to fail in every way that a node can. */
export async function startStubNode(behaviour: StubBehaviour): Promise<StubNode> {
  let requests = 0;
  let headers: IncomingMessage["headers"] = {};
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.on("end", () => {
      requests += 1;
      headers = request.headers;
      const parsed = JSON.parse(body) as StubCall | StubCall[];
      const calls = Array.isArray(parsed) ? parsed : [parsed];
      if ("respond" in behaviour) {
        behaviour.respond(response, calls);
        return;
      }
      const answers = calls.map((call) => ({ jsonrpc: "2.0", id: call.id, ...behaviour.answer(call) }));
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(Array.isArray(parsed) ? answers : answers[0]));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    get requests() {
      return requests;
    },
    get headers() {
      return headers;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * A stub in front of a real node, which changes some of its answers.
 * @param change what becomes of an answer; it gives the answer back where it changes nothing
 * @param intercept runs before the real node is asked; what it gives is the answer then, null asks the real node
 */
export async function startLyingNode(
  realUrl: string,
  change: (call: StubCall, answer: { result?: unknown; error?: unknown }) => { result?: unknown; error?: unknown },
  intercept: (call: StubCall) => { result?: unknown; error?: unknown } | null = () => null,
): Promise<StubNode> {
  return startStubNode({
    respond: (response, calls) => {
      const ask = async (): Promise<void> => {
        const own = new Map(calls.map((call) => [call.id, intercept(call)]));
        const asked = calls.filter(({ id }) => own.get(id) === null);
        const answers = asked.length === 0 ? [] : await askReal(realUrl, asked);
        const changed = calls.map((call) => {
          const answer = own.get(call.id) ?? answers.find(({ id }) => id === call.id) ?? {};
          return { ...change(call, answer), jsonrpc: "2.0", id: call.id };
        });
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify(calls.length === 1 ? changed[0] : changed));
      };
      ask().catch((error: unknown) => response.destroy(error as Error));
    },
  });
}

async function askReal(url: string, calls: StubCall[]): Promise<{ id: number; result?: unknown; error?: unknown }[]> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(calls),
  });
  return (await response.json()) as { id: number; result?: unknown; error?: unknown }[];
}
