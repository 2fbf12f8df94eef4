import type { FastifyInstance } from "fastify";
import { HexError, fromHex, toHex } from "../../core/index.js";
import type { HttpContext } from "./context.js";
import { sendProblem } from "./problem.js";
import { institutionOf, showRecord } from "./showRecord.js";

/** The most records of one answer; a document is rarely recorded more than a few times. */
const MAX_FOUND = 100;

/** `GET /v1/records?digest=0x…`: the records of a document, for someone who has nothing but the document. */
export function addSearchRecords(server: FastifyInstance, { queue }: HttpContext): void {
  server.get<{ Querystring: Record<string, unknown> }>("/v1/records", async (request, reply) => {
    const { digest } = request.query;
    if (typeof digest !== "string") {
      const message = "one expected, as 0x and 64 hex digits";
      return sendProblem(reply, "query-malformed", `digest: ${message}`, { errors: [{ field: "digest", message }] });
    }
    let bytes: Uint8Array;
    try {
      bytes = fromHex(digest, 32, "digest");
    } catch (error) {
      if (!(error instanceof HexError)) throw error;
      return sendProblem(reply, "query-malformed", error.message, {
        errors: [{ field: "digest", message: error.message }],
      });
    }
    const own = await institutionOf(queue, request);
    const found = await queue.recordsByDigest(toHex(bytes), MAX_FOUND);
    return reply.send({ records: found.map((stored) => showRecord(stored, stored.record.institutionId === own)) });
  });
}
