import type { FastifyInstance } from "fastify";
import type { HttpContext } from "./context.js";

/**
 * `/health/live`: the process answers. `/health/ready`: it also reaches the chain, and the queue takes writes; without
 * the chain records are still taken in and kept. `/metrics`: Prometheus.
 */
export function addHealthRoutes(server: FastifyInstance, { chain, metrics }: HttpContext): void {
  server.get("/health/live", () => ({ status: "live" }));
  server.get("/health/ready", (_request, reply) => {
    const { reachable, reason, since } = chain.health;
    const body = {
      status: reachable ? "ready" : "not-ready",
      chain: { reachable, ...(reason !== null && { reason }), since: new Date(since).toISOString() },
    };
    return reply.code(reachable ? 200 : 503).send(body);
  });
  server.get("/metrics", async (_request, reply) =>
    reply.header("content-type", "text/plain; version=0.0.4; charset=utf-8").send(await metrics()),
  );
}
