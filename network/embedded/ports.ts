import { createServer } from "node:net";
import { EmbeddedChainError } from "./errors.js";

/**
 * @returns the port, or a free one for 0
 * @throws EmbeddedChainError `port-taken`
 */
export async function requireFreePort(host: string, port: number): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      if (cause.code !== "EADDRINUSE" && cause.code !== "EACCES") {
        reject(cause);
        return;
      }
      const why = cause.code === "EADDRINUSE" ? "is taken by another program" : "may not be used by this account";
      reject(
        new EmbeddedChainError({
          code: "port-taken",
          message: `port ${port} on ${host} ${why}: stop that program, or choose other ports (LEXANCHOR_PORT)`,
          cause,
        }),
      );
    });
    server.listen(port, host, () => {
      const address = server.address();
      const found = typeof address === "object" && address !== null ? address.port : port;
      server.close(() => resolve(found));
    });
  });
}
