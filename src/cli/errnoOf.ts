/** The system's code of an error, such as `ENOENT`; null where it has none. */
export function errnoOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}
