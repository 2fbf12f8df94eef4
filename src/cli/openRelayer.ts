import { createIntakeClient } from "../client/index.js";
import type { IntakeClient } from "../client/index.js";
import type { CliContext } from "./context.js";
import { CliError } from "./errors.js";
import { findEndpoints } from "./home/endpoints.js";
import type { Endpoints } from "./home/endpoints.js";

export interface RelayerOptions {
  relayer?: string;
  token?: string;
}

/** A relayer that commands talk to, and the tokens for it. */
export interface OpenedRelayer {
  readonly url: string;
  /** A client that speaks for an institution. @throws CliError `token-missing` */
  clientOf(institutionId: number): IntakeClient;
  /** A client for what is public, with a token where one was given. */
  readonly publicClient: IntakeClient;
}

/** The relayer that `--relayer` names, or that of this machine. @throws CliError `endpoints-missing` */
export async function openRelayer(context: CliContext, options: RelayerOptions): Promise<OpenedRelayer> {
  const given = options.token ?? nonEmpty(context.env["LEXANCHOR_TOKEN"]);
  const endpoints = await findEndpoints(context.home.endpoints);
  const url = options.relayer ?? endpoints?.http;
  if (url === undefined) {
    throw new CliError({
      code: "endpoints-missing",
      message: "--relayer: the address of a relayer expected; without it, that of the platform that npm start runs",
      field: "relayer",
    });
  }
  return {
    url,
    publicClient: createIntakeClient({ url, ...(given !== undefined && { token: given }) }),
    clientOf: (institutionId) => {
      const token = given ?? tokenFor(endpoints, url, institutionId);
      if (token === undefined) {
        throw new CliError({
          code: "token-missing",
          message: `--token: a token of institution ${institutionId} expected (or LEXANCHOR_TOKEN); ${context.home.endpoints} has none. lexanchor relayer token issue --institution ${institutionId} --save makes one`,
          field: "token",
        });
      }
      return createIntakeClient({ url, token });
    },
  };
}

/** A token of this machine's platform is never sent to another relayer. */
function tokenFor(endpoints: Endpoints | null, url: string, institutionId: number): string | undefined {
  if (endpoints === null || new URL(endpoints.http).origin !== new URL(url).origin) return undefined;
  return endpoints.institutions.find(({ id }) => id === institutionId)?.token;
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}
