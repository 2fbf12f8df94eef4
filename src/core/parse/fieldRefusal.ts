/**
 * Why a value was refused:
 * `malformed` wrong type, length or range · `missing` a required field is absent · `unknown` a field that the format
 * does not have · `type` another format than the one asked for · `version` a version that this code does not know · `not-json` the text is
 * not JSON.
 */
export type RefusalReason = "not-json" | "malformed" | "missing" | "unknown" | "type" | "version";

/** What the readers of this folder throw. Internal: the parser that was called turns it into the error of its domain. */
export class FieldRefusal extends Error {
  readonly reason: RefusalReason;
  readonly field: string;
  readonly fact: string;

  constructor(reason: RefusalReason, field: string, fact: string, cause?: unknown) {
    super(`${field}: ${fact}`, cause === undefined ? {} : { cause });
    this.reason = reason;
    this.field = field;
    this.fact = fact;
  }
}

/**
 * Runs a reader; whatever it throws, also from a getter or a proxy in the value, leaves as the error of one domain.
 *
 * @param field how the whole value is called in errors
 * @param toError makes the domain's error
 */
export function refuseAs<T>(field: string, toError: (refusal: FieldRefusal) => Error, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw toError(
      cause instanceof FieldRefusal ? cause : new FieldRefusal("malformed", field, "could not be read", cause),
    );
  }
}
