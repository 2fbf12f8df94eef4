import type { FastifyInstance } from "fastify";
import type { HttpContext } from "./context.js";
import { NotFound, QueryFault, readAt, sendIndexed, sendQueryFault } from "./registryAnswer.js";
import { showWholeInstitution } from "./showInstitution.js";

type Route = { Params: { idOrCode: string }; Querystring: Record<string, unknown> };

const ID = /^[1-9]\d{0,9}$/;

/** `GET /v1/institutions/{id or code}?at=`: digits are an id first, and a code where no institution has the id. */
export function addReadInstitution(server: FastifyInstance, { registry }: HttpContext): void {
  server.get<Route>("/v1/institutions/:idOrCode", (request, reply) => {
    const { idOrCode } = request.params;
    let at: number | null;
    try {
      at = readAt(request);
    } catch (error) {
      if (!(error instanceof QueryFault)) throw error;
      return sendQueryFault(reply, error);
    }
    const byId = ID.test(idOrCode) ? registry.institution(Number(idOrCode), at) : null;
    const answer = byId?.value == null ? registry.institutionByCode(idOrCode, at) : byId;
    return sendIndexed(reply, answer, "past", (institution) =>
      institution === null
        ? new NotFound("institution-unknown", "id: no institution had this id or code at the time")
        : showWholeInstitution(institution),
    );
  });
}
