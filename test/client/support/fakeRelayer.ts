import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface FakeRequest {
  method: string;
  path: string;
  authorization: string | undefined;
  body: unknown;
}

export interface FakeRelayer {
  url: string;
  /** What was asked so far. */
  requests: FakeRequest[];
  close(): Promise<void>;
}

/** How to answer one request. */
export type Answer =
  { status: number; body?: unknown; text?: string; headers?: { [name: string]: string } } | "hang" | "drop";

/** A relayer that answers as the test says: to see what the client does with answers that a real one seldom gives. */
export async function startFakeRelayer(answer: (request: FakeRequest, count: number) => Answer): Promise<FakeRelayer> {
  const requests: FakeRequest[] = [];
  const server = createServer((request, response) => {
    void readBody(request).then((text) => {
      const seen: FakeRequest = {
        method: request.method ?? "",
        path: request.url ?? "",
        authorization: request.headers.authorization,
        body: text === "" ? undefined : (JSON.parse(text) as unknown),
      };
      requests.push(seen);
      send(response, answer(seen, requests.length));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Accepts what it is sent, and gives ids that name the reference. */
export function acceptRecords(request: FakeRequest): Answer {
  const { records } = request.body as { records: { reference: string }[] };
  return {
    status: 202,
    body: { records: records.map(({ reference }) => ({ id: `id-${reference}`, reference, state: "received" })) },
  };
}

function send(response: ServerResponse, answer: Answer): void {
  if (answer === "hang") return;
  if (answer === "drop") {
    response.destroy();
    return;
  }
  response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
  response.end(answer.text ?? JSON.stringify(answer.body ?? {}));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString("utf8");
}
