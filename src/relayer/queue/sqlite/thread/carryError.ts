import { RelayerError } from "../../../errors.js";
import type { CarriedError } from "./messages.js";

export function packError(error: unknown): CarriedError {
  const known = error instanceof RelayerError ? error : null;
  return {
    message: error instanceof Error ? error.message : String(error),
    code: known === null ? null : (known.code as CarriedError["code"]),
    field: known?.field,
    retryable: known?.retryable ?? false,
    stack: error instanceof Error ? error.stack : undefined,
  };
}

export function unpackError({ message, code, field, retryable, stack }: CarriedError): Error {
  if (code !== null) return new RelayerError({ code, message, retryable, ...(field !== undefined && { field }) });
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
