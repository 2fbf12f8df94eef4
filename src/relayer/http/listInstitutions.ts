import type { FastifyInstance } from "fastify";
import type { HttpContext } from "./context.js";
import { QueryFault, readAt, sendIndexed, sendQueryFault } from "./registryAnswer.js";
import type { RegistryRequest } from "./registryAnswer.js";
import { showInstitution } from "./showInstitution.js";

/** The most institutions of one answer. */
export const MAX_INSTITUTIONS = 1_000;
const LAST_ID = 0xffff_ffff;

/** `GET /v1/institutions`: all of them in the order of their ids, a page at a time. */
export function addListInstitutions(server: FastifyInstance, { registry }: HttpContext): void {
  server.get<{ Querystring: Record<string, unknown> }>("/v1/institutions", (request, reply) => {
    let at: number | null;
    let after: number;
    try {
      at = readAt(request, ["at", "after"]);
      after = readAfter(request);
    } catch (error) {
      if (!(error instanceof QueryFault)) throw error;
      return sendQueryFault(reply, error);
    }
    // One more than the page tells whether there is a next one.
    const answer = registry.institutions(after + 1, MAX_INSTITUTIONS + 1, at);
    return sendIndexed(reply, answer, "past", (institutions) => {
      const page = institutions.slice(0, MAX_INSTITUTIONS);
      return {
        institutions: page.map(({ institution }) => showInstitution(institution)),
        next: institutions.length > page.length ? (page.at(-1)?.institution.id ?? null) : null,
      };
    });
  });
}

function readAfter({ query: { after } }: RegistryRequest): number {
  if (after === undefined) return 0;
  if (typeof after === "string" && /^\d{1,10}$/.test(after) && Number(after) <= LAST_ID) return Number(after);
  throw new QueryFault("after", `the id of an institution expected, 0 to ${LAST_ID}`);
}
