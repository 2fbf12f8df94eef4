import { type FieldFault, LexanchorError } from "../errors.js";

export type TreeErrorCode =
  | "tree-no-leaves"
  | "tree-leaf-malformed"
  | "tree-leaf-unknown"
  | "tree-leaf-twice"
  | "tree-too-large"
  | "tree-count-malformed";

/** A tree cannot be built, or cannot prove what was asked. */
export class TreeError extends LexanchorError {
  override readonly name = "TreeError";
  declare readonly code: TreeErrorCode;

  constructor({ code, field, fact, cause }: FieldFault<TreeErrorCode>) {
    super({ code, message: `${field}: ${fact}`, field, cause });
  }
}
