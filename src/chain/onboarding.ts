import { capabilitiesOfKind } from "./capabilities.js";
import type { InstitutionFile } from "./institutionFile.js";
import type { InstitutionLine, LineProblem } from "./institutionLine.js";
import type { Institution, InstitutionAccount } from "./institutions.js";

/** An institution that the registry has, with its accounts and the code of its parent. */
export interface KnownInstitution extends Institution {
  readonly accounts: readonly InstitutionAccount[];
  readonly parentCode: string | null;
}

/** How a registered institution differs from its line. */
export interface LineDifference {
  readonly field: "name" | "kind" | "jurisdiction" | "parent" | "accounts" | "status";
  readonly registered: string;
  readonly inFile: string;
}

/** What a file would do to a registry. */
export interface OnboardingPlan {
  /** What is to be registered, parents before children: no line of one step is below another one of it. */
  readonly steps: readonly (readonly InstitutionLine[])[];
  readonly unchanged: readonly { readonly line: InstitutionLine; readonly id: number }[];
  /** Registered, and not as in the file. Nothing is changed: that is for those in charge of each institution. */
  readonly differing: readonly {
    readonly line: InstitutionLine;
    readonly id: number;
    readonly differences: readonly LineDifference[];
  }[];
  /** Where there is one, nothing can be done. */
  readonly problems: readonly LineProblem[];
}

/** The codes that a plan needs to know about: of the lines and of their parents. */
export function codesOf(lines: readonly InstitutionLine[]): string[] {
  return [...new Set(lines.flatMap(({ code, parent }) => (parent === null ? [code] : [code, parent])))];
}

/**
 * Compares a file with what is registered. Pure: reads and sends nothing.
 *
 * @param known every institution whose code is among `codesOf(file.lines)`
 */
export function planOnboarding(file: InstitutionFile, known: readonly KnownInstitution[]): OnboardingPlan {
  const registered = new Map(known.map((institution) => [institution.code, institution]));
  const problems = [...file.problems];
  const unchanged: { line: InstitutionLine; id: number }[] = [];
  const differing: { line: InstitutionLine; id: number; differences: LineDifference[] }[] = [];
  const missing: InstitutionLine[] = [];
  for (const line of file.lines) {
    const institution = registered.get(line.code);
    if (institution === undefined) {
      missing.push(line);
      continue;
    }
    const differences = compare(line, institution);
    if (differences.length === 0) unchanged.push({ line, id: institution.id });
    else differing.push({ line, id: institution.id, differences });
  }
  const { steps, problems: orderProblems } = order(missing, registered);
  return { steps, unchanged, differing, problems: [...problems, ...orderProblems] };
}

/** The lines for people: what would be registered, what is, and what differs. */
export function describeOnboarding(plan: OnboardingPlan): string[] {
  if (plan.problems.length > 0) {
    return plan.problems.map(({ at, field, message }) => `${at}${field === "" ? "" : `, ${field}`}: ${message}`);
  }
  const lines = plan.steps.flatMap((step) =>
    step.map(
      ({ code, name, kind, jurisdiction, parent, accounts }) =>
        `register ${code}  ${name}  ${kind}, ${jurisdiction}${parent === null ? "" : `, below ${parent}`}, ${accounts.length} account${accounts.length === 1 ? "" : "s"}`,
    ),
  );
  const differing = plan.differing.flatMap(({ line, id, differences }) =>
    differences.map(
      ({ field, registered, inFile }) =>
        `differs  ${line.code}  institution ${id}: ${field} is ${registered}, ${inFile} in the file (not changed)`,
    ),
  );
  const count = plan.steps.reduce((sum, step) => sum + step.length, 0);
  const summary = `${count} to register, ${plan.unchanged.length} unchanged, ${plan.differing.length} different`;
  return [...lines, ...differing, summary];
}

/** Parents before children; what has no way up to a registered institution or to the top is a problem. */
function order(
  missing: readonly InstitutionLine[],
  registered: ReadonlyMap<string, KnownInstitution>,
): { steps: InstitutionLine[][]; problems: LineProblem[] } {
  const problems: LineProblem[] = [];
  const inFile = new Set(missing.map(({ code }) => code));
  let waiting: InstitutionLine[] = [];
  let next: InstitutionLine[] = [];
  for (const line of missing) {
    const parent = line.parent === null ? null : registered.get(line.parent);
    if (line.parent !== null && inFile.has(line.parent)) waiting.push(line);
    else if (parent === undefined) {
      const message = `${line.parent} is neither registered nor in the file, or its own line is not sound`;
      problems.push({ at: line.at, field: "parent", message });
    } else if (parent !== null && parent.status !== "active") {
      problems.push({ at: line.at, field: "parent", message: `${line.parent} is ${parent.status}` });
    } else next.push(line);
  }
  const steps: InstitutionLine[][] = [];
  const blocked = new Set(problems.map(({ at }) => at));
  while (next.length > 0) {
    steps.push(next);
    const entered = new Set(next.map(({ code }) => code));
    next = waiting.filter(({ parent }) => entered.has(parent as string));
    waiting = waiting.filter(({ parent }) => !entered.has(parent as string));
  }
  // Below a line with a problem there is no need to say it again; what else is left goes in a circle.
  const stuck = new Set(missing.filter(({ at }) => blocked.has(at)).map(({ code }) => code));
  for (let grown = true; grown;) {
    const below = waiting.filter(({ code, parent }) => !stuck.has(code) && stuck.has(parent as string));
    for (const { code } of below) stuck.add(code);
    grown = below.length > 0;
  }
  for (const line of waiting.filter(({ code }) => !stuck.has(code))) {
    problems.push({ at: line.at, field: "parent", message: `${line.parent} is below ${line.code} itself` });
  }
  return { steps, problems };
}

function compare(line: InstitutionLine, institution: KnownInstitution): LineDifference[] {
  const fields = [
    ["name", institution.name, line.name],
    ["kind", institution.kind, line.kind],
    ["jurisdiction", institution.jurisdiction, line.jurisdiction],
    ["parent", institution.parentCode ?? "none", line.parent ?? "none"],
    ["accounts", describeAccounts(institution.accounts), describeAccounts(line.accounts)],
    ["status", institution.status, "active"],
  ] as const;
  return fields
    .filter(([, registered, inFile]) => registered !== inFile)
    .map(([field, registered, inFile]) => ({ field, registered, inFile }));
}

/** The same text for the same accounts, in whatever order. */
function describeAccounts(accounts: readonly InstitutionAccount[]): string {
  const order = [...capabilitiesOfKind("court"), "license"];
  return accounts
    .map(({ address, capabilities }) => {
      const sorted = [...new Set(capabilities)].sort((a, b) => order.indexOf(a) - order.indexOf(b));
      return `${address}:${sorted.join("+")}`;
    })
    .sort()
    .join(";");
}
