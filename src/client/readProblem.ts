import type { ProblemField, RelayerProblem } from "./errors.js";

/** Reads a problem document; what is none, such as a proxy's page, becomes one that says so by its status. */
export function readProblem(status: number, statusText: string, value: unknown): RelayerProblem {
  const { code, title, detail, errors } = (typeof value === "object" && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  const fields = Array.isArray(errors) ? errors.filter(isProblemField) : [];
  const words = [detail, title].find((text) => typeof text === "string" && text !== "") as string | undefined;
  return {
    status,
    code: typeof code === "string" ? code : `http-${status}`,
    detail: describe(words ?? `answered ${status} ${statusText}`.trim(), fields),
    errors: fields,
  };
}

/** The detail, and the first fields where it does not name them itself. */
function describe(detail: string, fields: readonly ProblemField[]): string {
  const unnamed = fields.filter(({ message }) => !detail.includes(message));
  if (unnamed.length === 0) return detail;
  const shown = unnamed
    .slice(0, 3)
    .map(({ field, message }) => (message.startsWith(field) ? message : `${field}: ${message}`));
  const more = unnamed.length > shown.length ? ` and ${unnamed.length - shown.length} more` : "";
  return `${detail} (${shown.join("; ")}${more})`;
}

function isProblemField(value: unknown): value is ProblemField {
  if (typeof value !== "object" || value === null) return false;
  const { field, message } = value as Record<string, unknown>;
  return typeof field === "string" && typeof message === "string";
}
