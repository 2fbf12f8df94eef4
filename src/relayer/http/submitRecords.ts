import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { parseIntake } from "../intake/parseIntake.js";
import type { StoredToken } from "../queue/queue.js";
import { findToken } from "./findToken.js";
import type { HttpContext } from "./context.js";
import { sendProblem } from "./problem.js";

/** `POST /v1/records`: takes in 1 to 10,000 records of one institution, all or none. */
export function addSubmitRecords(server: FastifyInstance, context: HttpContext): void {
  const { queue, observe, checkStandards } = context;
  const tokens = new WeakMap<FastifyRequest, StoredToken>();

  server.post("/v1/records", {
    // before the body is read: who may not hand in records cannot make the relayer parse them
    onRequest: async (request, reply) => {
      const found = await findToken(queue, request);
      if (found === "missing") {
        return challenge(reply, "token-missing", "authorization: a bearer token expected");
      }
      if (found === "refused")
        return challenge(reply, "token-refused", "authorization: the token is unknown or revoked");
      tokens.set(request, found);
    },
    handler: async (request, reply) => {
      const parsed = parseIntake(request.body, checkStandards());
      if (parsed.kind === "refused") {
        const [first] = parsed.faults;
        const detail = first === undefined ? "" : `${first.field}: ${first.message}`;
        return sendProblem(reply, "records-malformed", detail, { errors: parsed.faults });
      }
      const token = tokens.get(request);
      if (token?.institutionId !== parsed.institutionId) {
        const detail = `institutionId: ${parsed.institutionId} given, the token is for ${token?.institutionId ?? "none"}`;
        return sendProblem(reply, "institution-refused", detail, {
          errors: [{ field: "institutionId", message: "another institution than the token's" }],
        });
      }
      const outcome = await queue.addRecords(parsed.institutionId, parsed.records);
      if (outcome.kind === "conflict") {
        const errors = outcome.conflicts.slice(0, 20).map(({ index, id }) => ({
          field: `records[${index}].reference`,
          message:
            id === null ? "stands for other content in this request" : `stands for other content in record ${id}`,
        }));
        return sendProblem(reply, "reference-conflict", `${errors[0]?.field}: ${errors[0]?.message}`, { errors });
      }
      await observe("records-stored");
      return reply.code(202).send({ records: outcome.records });
    },
  });
}

function challenge(reply: FastifyReply, code: "token-missing" | "token-refused", detail: string): FastifyReply {
  return sendProblem(reply.header("www-authenticate", "Bearer"), code, detail);
}
