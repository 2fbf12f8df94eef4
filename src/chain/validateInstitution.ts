import type { Hex } from "../core/index.js";
import { capabilitiesOfKind, parseCapability } from "./capabilities.js";
import type { Capability } from "./capabilities.js";
import { parseAddress } from "./deployment.js";
import { ChainError } from "./errors.js";
import type { InstitutionLine, LineProblem } from "./institutionLine.js";
import { parseInstitutionKind } from "./institutionKinds.js";
import type { InstitutionKind } from "./institutionKinds.js";
import type { InstitutionAccount } from "./institutions.js";
import { encodeCode, encodeJurisdiction } from "./shortText.js";

/** @custom:source contracts/institutions/InstitutionRegistry.sol */
const MAX_NAME_BYTES = 256;
const MAX_ACCOUNTS = 64;
const ZERO_ADDRESS: Hex = `0x${"0".repeat(40)}`;
const FIELDS = ["code", "name", "kind", "jurisdiction", "parent", "accounts"];

/** Checks one institution of a file by the contracts' own rules, so that nothing is sent that they would refuse. */
export function validateInstitution(
  value: unknown,
  at: string,
): { line: InstitutionLine | null; problems: LineProblem[] } {
  const problems: LineProblem[] = [];
  const report = (field: string, message: string): void => void problems.push({ at, field, message });
  const attempt = <T>(field: string, read: () => T): T | null => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ChainError)) throw error;
      report(field, error.message.replace(`${field}: `, ""));
      return null;
    }
  };
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    report("", "an institution expected");
    return { line: null, problems };
  }
  const entry = value as Record<string, unknown>;
  for (const key of Object.keys(entry)) {
    if (!FIELDS.includes(key)) report(key, `not known, one of ${FIELDS.join(", ")} expected`);
  }
  const code = attempt("code", () => readText(entry["code"], "code", encodeCode));
  const name = attempt("name", () => readText(entry["name"], "name", checkName));
  const kind = attempt("kind", () => parseInstitutionKind(entry["kind"], "kind"));
  const jurisdiction = attempt("jurisdiction", () =>
    readText(entry["jurisdiction"], "jurisdiction", encodeJurisdiction),
  );
  const parent =
    entry["parent"] === null || entry["parent"] === undefined
      ? null
      : attempt("parent", () => readText(entry["parent"], "parent", encodeCode));
  if (parent !== null && parent === code) report("parent", "it is its own parent");
  const accounts = readAccounts(entry["accounts"], kind, report, attempt);
  if (problems.length > 0 || code === null || name === null || kind === null || jurisdiction === null) {
    return { line: null, problems };
  }
  return { line: { at, code, name, kind, jurisdiction, parent, accounts }, problems };
}

function readAccounts(
  value: unknown,
  kind: InstitutionKind | null,
  report: (field: string, message: string) => void,
  attempt: <T>(field: string, read: () => T) => T | null,
): InstitutionAccount[] {
  if (!Array.isArray(value) || value.length === 0) {
    report("accounts", "no account given, at least one with administer expected");
    return [];
  }
  if (value.length > MAX_ACCOUNTS) report("accounts", `${value.length} given, at most ${MAX_ACCOUNTS} expected`);
  const accounts = value.map((item: unknown, i) => {
    const field = `accounts[${i}]`;
    if (typeof item !== "object" || item === null) {
      report(field, "an account expected");
      return;
    }
    const { address, capabilities, ...rest } = item as Record<string, unknown>;
    for (const key of Object.keys(rest)) report(`${field}.${key}`, "not known, one of address, capabilities expected");
    const parsed = attempt(`${field}.address`, () => parseAddress(address, `${field}.address`));
    if (parsed === ZERO_ADDRESS) report(`${field}.address`, "the zero address cannot be an account");
    const held = readCapabilities(capabilities, `${field}.capabilities`, kind, report, attempt);
    return parsed === null ? undefined : { address: parsed, capabilities: held };
  });
  const sound = accounts.filter((account) => account !== undefined);
  for (const [i, account] of accounts.entries()) {
    if (account === undefined) continue;
    const first = accounts.findIndex((other) => other?.address === account.address);
    if (first < i) report(`accounts[${i}].address`, `${account.address} is the address of accounts[${first}] already`);
  }
  if (!sound.some(({ capabilities }) => capabilities.includes("administer"))) {
    report("accounts", "none holds administer");
  }
  return sound;
}

function readCapabilities(
  value: unknown,
  field: string,
  kind: InstitutionKind | null,
  report: (field: string, message: string) => void,
  attempt: <T>(field: string, read: () => T) => T | null,
): Capability[] {
  if (!Array.isArray(value) || value.length === 0) {
    report(field, "no capability given, at least one expected");
    return [];
  }
  const held = value.map((item: unknown) => attempt(field, () => parseCapability(item, field)));
  const allowed = kind === null ? null : capabilitiesOfKind(kind);
  for (const capability of held) {
    if (capability !== null && allowed !== null && !allowed.includes(capability)) {
      report(field, `a ${kind} cannot hold ${capability}, only ${allowed.join(", ")}`);
    }
  }
  return held.filter((capability) => capability !== null);
}

function readText(value: unknown, field: string, check: (text: string, field: string) => unknown): string {
  if (typeof value !== "string") {
    const given = value === undefined ? "nothing" : JSON.stringify(value).slice(0, 80);
    throw new ChainError({ code: "onboarding-malformed", message: `${field}: ${given} given, text expected` });
  }
  check(value, field);
  return value;
}

function checkName(name: string, field: string): void {
  const bytes = new TextEncoder().encode(name).length;
  if (bytes === 0 || bytes > MAX_NAME_BYTES) {
    throw new ChainError({
      code: "onboarding-malformed",
      message: `${field}: ${bytes} bytes given, 1 to ${MAX_NAME_BYTES} expected`,
    });
  }
  if (name !== name.trim() || !name.isWellFormed()) {
    throw new ChainError({
      code: "onboarding-malformed",
      message: `${field}: ${JSON.stringify(name)} given, text without space around it expected`,
    });
  }
}
