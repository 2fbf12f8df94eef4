import { createIntakeClient } from "../client/index.js";
import type { IntakeClient } from "../client/index.js";
import type { CliContext } from "./context.js";
import { CliError } from "./errors.js";
import { findEndpoints } from "./home/endpoints.js";
import type { Endpoints } from "./home/endpoints.js";
import { isHttpUrl } from "./isHttpUrl.js";
import { isToken } from "./isToken.js";

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

/** The relayer that `--relayer` names, or that of this machine. @throws CliError `endpoints-missing`, `usage` */
export async function openRelayer(context: CliContext, options: RelayerOptions): Promise<OpenedRelayer> {
  const given = options.token ?? nonEmpty(context.env["LEXANCHOR_TOKEN"]);
  if (given !== undefined && !isToken(given)) {
    const from = options.token === undefined ? "LEXANCHOR_TOKEN" : "--token";
    throw new CliError({ code: "usage", message: `${from}: not a token (lex_…)`, field: "token" });
  }
  const endpoints = await findEndpoints(context.home.endpoints);
  const url = options.relayer ?? endpoints?.http;
  if (url === undefined) {
    throw new CliError({
      code: "endpoints-missing",
      message: "--relayer: the address of a relayer expected; without it, that of the platform that npm start runs",
      field: "relayer",
    });
  }
  if (!isHttpUrl(url)) {
    throw new CliError({ code: "usage", message: "--relayer: an http or https address expected", field: "relayer" });
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
