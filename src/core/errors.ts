/** What every error of Lexanchor is made from. */
export interface LexanchorErrorOptions {
  /** Kebab-case, stable across versions: `record-digest-malformed`. */
  code: string;
  /** One sentence that names the field and the fact: `records[3].digest: 31 bytes given, 32 expected`. */
  message: string;
  /** Path of the field that was refused, where one was: `records[3].digest`. */
  field?: string;
  /** Whether the same call may succeed later without a change. */
  retryable?: boolean;
  cause?: unknown;
}

/** The base of all errors of Lexanchor; one subclass for each domain. */
export class LexanchorError extends Error {
  override readonly name: string = "LexanchorError";
  readonly code: string;
  readonly retryable: boolean;
  declare readonly field?: string;
  declare readonly cause?: unknown;

  constructor({ code, message, field, retryable, cause }: LexanchorErrorOptions) {
    super(message, cause === undefined ? {} : { cause });
    this.code = code;
    this.retryable = retryable ?? false;
    if (field !== undefined) this.field = field;
  }
}

/** What an error about one field is made from; its message is `field: fact`. */
export interface FieldFault<Code extends string> {
  code: Code;
  field: string;
  /** `31 bytes given, 32 expected` */
  fact: string;
  cause?: unknown;
}
