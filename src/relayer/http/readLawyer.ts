import type { FastifyInstance } from "fastify";
import { LicenceError, formatUtcSeconds, hashLicence, normaliseLicence } from "../../core/index.js";
import type { CredentialChange, IndexedLawyer } from "../registry/queries/lawyers.js";
import type { CredentialState } from "../../chain/index.js";
import type { HttpContext } from "./context.js";
import { NotFound, QueryFault, readAt, sendIndexed, sendQueryFault } from "./registryAnswer.js";

type Route = { Params: { licence: string }; Querystring: Record<string, unknown> };

/** `GET /v1/lawyers/{licence}?at=`: whether the holder of a licence was entitled to practise at a time, and since when. */
export function addReadLawyer(server: FastifyInstance, { registry }: HttpContext): void {
  server.get<Route>("/v1/lawyers/:licence", (request, reply) => {
    let number: string;
    let at: number | null;
    try {
      number = normaliseLicence(request.params.licence);
      at = readAt(request);
    } catch (error) {
      if (error instanceof QueryFault) return sendQueryFault(reply, error);
      if (!(error instanceof LicenceError)) throw error;
      return sendQueryFault(reply, new QueryFault("licence", error.message.replace(/^licence: /, "")));
    }
    return sendIndexed(reply, registry.lawyer(hashLicence(number), at), "past", (lawyer) =>
      lawyer === null
        ? new NotFound("licence-unknown", `licence: no credential was ever issued under ${number}`)
        : { licence: number, ...showLawyer(lawyer) },
    );
  });
}

function showLawyer({
  licence,
  entitled,
  state,
  holderCommitment,
  holderKey,
  history,
}: IndexedLawyer): Record<string, unknown> {
  return {
    licenceHash: licence,
    entitled,
    state: state && showState(state),
    holderCommitment,
    holderKey,
    history: history.map(showChange),
  };
}

function showState({ since, validFrom, validUntil, ...rest }: CredentialState): Record<string, unknown> {
  return {
    since: formatUtcSeconds(since),
    validFrom: formatUtcSeconds(validFrom),
    validUntil: formatUtcSeconds(validUntil),
    ...rest,
  };
}

function showChange({ state, by, reason }: CredentialChange): Record<string, unknown> {
  return { ...showState(state), by, reason };
}
