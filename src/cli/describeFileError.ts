import { errnoOf } from "./errnoOf.js";
import { CliError } from "./errors.js";

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  ENOTDIR: "does not exist: a part of the path is not a folder",
  EACCES: "may not be read by this user",
  EPERM: "may not be read by this user",
  EISDIR: "is a folder, a file expected",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "its links lead in a circle",
};

const UNWRITABLE: Readonly<Record<string, string>> = {
  ENOENT: "the folder does not exist",
  ENOTDIR: "a part of the path is not a folder",
  EACCES: "may not be written by this user",
  EPERM: "may not be written by this user",
  EISDIR: "is a folder, a file expected",
  EROFS: "lies on a file system that cannot be written to",
  ENOSPC: "there is no space left",
  EDQUOT: "there is no space left for this user",
  ENAMETOOLONG: "the name is too long",
};

/** A sentence for what went wrong with reading a file that someone named; other errors as they are. */
export function describeFileError(file: string, cause: unknown): unknown {
  const reason = UNREADABLE[errnoOf(cause) ?? ""];
  return reason === undefined ? cause : new CliError({ code: "file-missing", message: `${file}: ${reason}`, cause });
}

/** The same for writing. */
export function describeWriteError(file: string, cause: unknown): unknown {
  const reason = UNWRITABLE[errnoOf(cause) ?? ""];
  if (reason === undefined) return cause;
  return new CliError({ code: "file-not-writable", message: `${file}: ${reason}`, cause });
}
