import type { FastifyInstance } from "fastify";
import type { HttpContext } from "./context.js";
import { sendProblem } from "./problem.js";

/** What a caller should wait before it asks again, in seconds. */
const RETRY_AFTER_SECONDS = "2";

/** `GET /v1/records/{id}/receipt`: the receipt, once it can be handed out for good. */
export function addReadReceipt(server: FastifyInstance, { queue, makeReceipt }: HttpContext): void {
  server.get<{ Params: { id: string } }>("/v1/records/:id/receipt", async (request, reply) => {
    const stored = await queue.recordById(request.params.id);
    if (stored === null) return sendProblem(reply, "record-unknown", "id: no record has it");
    const { state, rejection } = stored;
    if (rejection !== null) {
      return sendProblem(reply, "receipt-never", `${rejection.field}: ${rejection.reason}`, { state });
    }
    const receipt = state === "final" ? await makeReceipt(stored) : null;
    if (receipt === null) {
      const detail = `the record is ${state}; its receipt is there when it is final`;
      return sendProblem(reply.header("retry-after", RETRY_AFTER_SECONDS), "receipt-not-yet", detail, { state });
    }
    return reply.send(receipt);
  });
}
