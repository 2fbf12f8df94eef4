import type { CliContext } from "./context.js";
import { CliError } from "./errors.js";
import { findEndpoints } from "./home/endpoints.js";
import type { Endpoints } from "./home/endpoints.js";
import { isInstitutionNumber } from "./isInstitutionNumber.js";

/** An institution that a command speaks for. */
export interface ResolvedInstitution {
  readonly id: number;
  /** Where the platform on this machine knows it. */
  readonly name: string | null;
  readonly token: string | null;
}

/**
 * The institution that `--institution` names by its number or code; without it, the first one of the platform on this
 * machine. Nothing is asked of the chain.
 *
 * @throws CliError `usage` without any, `institution-unknown` for a code that is not in endpoints.json
 */
export async function resolveInstitution(context: CliContext, given: string | undefined): Promise<ResolvedInstitution> {
  const endpoints = await findEndpoints(context.home.endpoints);
  if (given === undefined) {
    const first = endpoints?.institutions[0];
    if (first !== undefined) return first;
    throw new CliError({
      code: "usage",
      message:
        "--institution: its number expected; without it, the first institution of the platform that npm start runs",
      field: "institution",
    });
  }
  if (isInstitutionNumber(given)) return withId(endpoints, Number(given));
  const found = endpoints?.institutions.find(({ code }) => code === given);
  if (found !== undefined) return found;
  const known = endpoints?.institutions.map(({ code }) => code).join(", ") ?? "";
  throw new CliError({
    code: "institution-unknown",
    message: `--institution: no institution ${given} in ${context.home.endpoints}${known === "" ? "" : `; there are ${known}`}; its number works for any`,
    field: "institution",
  });
}

function withId(endpoints: Endpoints | null, id: number): ResolvedInstitution {
  return endpoints?.institutions.find((entry) => entry.id === id) ?? { id, name: null, token: null };
}
