// Posts bodies over keep-alive connections with as little work as HTTP allows: what is measured is the server, not the
// client beside it.
import { connect } from "node:net";

/**
 * @param connections requests under way at a time
 * @throws Error on the first answer that is not 202
 */
export async function postAll(
  url: string,
  token: string,
  bodies: readonly string[],
  connections: number,
): Promise<void> {
  const { hostname, port, pathname } = new URL(url);
  const requests = bodies.map((body) => {
    const head = [
      `POST ${pathname} HTTP/1.1`,
      `host: ${hostname}:${port}`,
      `authorization: Bearer ${token}`,
      "content-type: application/json",
      `content-length: ${Buffer.byteLength(body)}`,
    ];
    return Buffer.from(`${head.join("\r\n")}\r\n\r\n${body}`);
  });
  let next = 0;
  const run = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname);
      socket.setNoDelay(true);
      let received = "";
      const send = (): void => {
        const request = requests[next++];
        if (request === undefined) socket.end();
        else socket.write(request);
      };
      socket.setEncoding("latin1");
      socket.on("connect", send);
      socket.on("error", reject);
      socket.on("close", () => resolve());
      socket.on("data", (text: string) => {
        received += text;
        const headEnd = received.indexOf("\r\n\r\n");
        if (headEnd < 0) return;
        const length = Number(/content-length: (\d+)/i.exec(received)?.[1]);
        if (received.length < headEnd + 4 + length) return;
        if (!received.startsWith("HTTP/1.1 202")) {
          reject(new Error(received));
          return;
        }
        received = "";
        send();
      });
    });
  await Promise.all(Array.from({ length: connections }, run));
}
