import { isTokenValid, issueToken } from "../../src/relayer/index.js";
import type { EndpointInstitution, Endpoints } from "../../src/cli/home/endpoints.js";
import type { HomePaths } from "../../src/cli/home/homePaths.js";
import type { OnboardedInstitution } from "./onboardSample.js";

/**
 * A token for each institution: the one of the last run while the relayer takes it, a new one otherwise. Institutions
 * that were added by hand keep theirs.
 */
export async function ensureTokens(
  paths: HomePaths,
  institutions: readonly OnboardedInstitution[],
  last: Endpoints | null,
): Promise<EndpointInstitution[]> {
  const entries: EndpointInstitution[] = [];
  for (const { id, code, name, kind } of institutions) {
    const kept = last?.institutions.find((entry) => entry.id === id && entry.code === code)?.token;
    const isKept = kept !== undefined && (await isTokenValid(paths.queue, kept));
    const token = isKept ? kept : (await issueToken(paths.queue, id, "npm start")).token;
    entries.push({ id, code, name, kind, token });
  }
  for (const entry of last?.institutions ?? []) {
    const isKnown = entries.some(({ id }) => id === entry.id);
    if (!isKnown && (await isTokenValid(paths.queue, entry.token))) entries.push(entry);
  }
  return entries;
}
