import type { Institution } from "../../chain/index.js";
import { formatUtcSeconds } from "../../core/index.js";
import type { IndexedInstitution } from "../registry/queries/institutions.js";

/** An institution as the lists show it. */
export function showInstitution({ statusSince, ...institution }: Institution): Record<string, unknown> {
  return { ...institution, statusSince: formatUtcSeconds(statusSince) };
}

/** An institution with its accounts and every change of its standing. */
export function showWholeInstitution({
  institution,
  accounts,
  statusHistory,
}: IndexedInstitution): Record<string, unknown> {
  return {
    ...showInstitution(institution),
    accounts,
    statusHistory: statusHistory.map(({ since, ...change }) => ({ since: formatUtcSeconds(since), ...change })),
  };
}
