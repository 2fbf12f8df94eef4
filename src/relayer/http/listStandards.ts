import type { FastifyInstance } from "fastify";
import type { Standard, StandardContent, StandardProposal, StandardVersion } from "../../chain/index.js";
import { formatUtcSeconds } from "../../core/index.js";
import type { HttpContext } from "./context.js";
import { QueryFault, readAt, sendIndexed, sendQueryFault } from "./registryAnswer.js";

/** `GET /v1/standards?at=`: every standard, the version in force at the time, and what is proposed. */
export function addListStandards(server: FastifyInstance, { registry }: HttpContext): void {
  server.get<{ Querystring: Record<string, unknown> }>("/v1/standards", (request, reply) => {
    let at: number | null;
    try {
      at = readAt(request);
    } catch (error) {
      if (!(error instanceof QueryFault)) throw error;
      return sendQueryFault(reply, error);
    }
    return sendIndexed(reply, registry.standards(at), "any", ({ standards, proposals }, { time }) => ({
      standards: standards.map((standard) => showStandard(standard, time)),
      openProposals: proposals.filter(({ status }) => status === "open").map(showProposal),
    }));
  });
}

function showStandard({ id, category, code, versions }: Standard, time: number): Record<string, unknown> {
  const inForce = versions.find(({ from, until }) => from <= time && (until === null || time < until));
  return {
    id,
    category,
    code,
    inForce: inForce === undefined ? null : showVersion(inForce),
    versions: versions.map(showVersion),
  };
}

function showVersion({ from, until, ...content }: StandardVersion): Record<string, unknown> {
  return {
    from: formatUtcSeconds(from),
    until: until === null ? null : formatUtcSeconds(until),
    ...showContent(content),
  };
}

function showProposal({
  id,
  standardId,
  isRetirement,
  activatableFrom,
  from,
  proposer,
  content,
}: StandardProposal): Record<string, unknown> {
  return {
    id,
    standardId,
    isRetirement,
    activatableFrom: formatUtcSeconds(activatableFrom),
    from: formatUtcSeconds(from),
    proposer,
    ...(content !== null && showContent(content)),
  };
}

function showContent({ contentHash, value, title, source }: StandardContent): Record<string, unknown> {
  // As text: it may be more than a number of JSON holds exactly.
  return { contentHash, value: value === null ? null : value.toString(), title, source };
}
