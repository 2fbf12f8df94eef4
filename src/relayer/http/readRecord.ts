import type { FastifyInstance } from "fastify";
import type { HttpContext } from "./context.js";
import { sendProblem } from "./problem.js";
import { institutionOf, showRecord } from "./showRecord.js";

/** `GET /v1/records/{id}`: where a record is on its way. */
export function addReadRecord(server: FastifyInstance, { queue }: HttpContext): void {
  server.get<{ Params: { id: string } }>("/v1/records/:id", async (request, reply) => {
    const stored = await queue.recordById(request.params.id);
    if (stored === null) return sendProblem(reply, "record-unknown", "id: no record has it");
    return reply.send(showRecord(stored, (await institutionOf(queue, request)) === stored.record.institutionId));
  });
}
