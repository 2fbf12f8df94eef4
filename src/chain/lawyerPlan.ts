import { commitToHolder, holderSalt } from "../core/index.js";
import type { Hex } from "../core/index.js";
import type { Issuance } from "./changeLawyers.js";
import type { LineProblem } from "./institutionLine.js";
import { describeTerm } from "./lawyerFile.js";
import type { LawyerFile } from "./lawyerFile.js";
import type { LawyerLine } from "./lawyerLine.js";
import type { LawyerCredential } from "./lawyers.js";

/** What the chain has that a plan depends on. */
export interface KnownLawyers {
  /** The bureau in whose name the file is imported. */
  readonly bureau: { readonly id: number; readonly jurisdiction: string };
  /** Credentials by licence, of those licences of the file that have one. */
  readonly credentials: ReadonlyMap<Hex, LawyerCredential>;
  /** Issuers of those that the bureau answers for: itself, and bureaus below it. */
  readonly responsibleFor: ReadonlySet<number>;
  /** Unix seconds of the latest block. */
  readonly now: number;
}

export interface PlannedIssuance extends Issuance {
  readonly line: LawyerLine;
}

export interface PlannedRenewal {
  readonly line: LawyerLine;
  /** Unix seconds at which the new term begins. */
  readonly validFrom: number;
  readonly validUntil: number;
}

/** What a file would do to a registry. */
export interface LawyerPlan {
  readonly issue: readonly PlannedIssuance[];
  readonly renew: readonly PlannedRenewal[];
  /** Some of them issued or renewed before. */
  readonly suspend: readonly LawyerLine[];
  readonly unchanged: readonly LawyerLine[];
  /** Lines that contradict the chain. Nothing is changed about them: that is for those in charge to decide. */
  readonly conflicts: readonly { readonly line: LawyerLine; readonly field: string; readonly message: string }[];
  /** Where there is one, nothing can be done. */
  readonly problems: readonly LineProblem[];
}

/** What is to be done for one line. */
interface Steps {
  issue?: PlannedIssuance;
  renew?: PlannedRenewal;
  suspend?: boolean;
  conflict?: { field: string; message: string };
}

/**
 * Compares a file with the chain. Pure: reads and sends nothing.
 *
 * A file adds: it issues, it extends terms, it suspends. What takes more than that is a conflict: to reinstate, revoke
 * or transfer, to shorten a term, to change a name, a scope or a jurisdiction.
 *
 * @param bureauSecret makes the salts of the holders' commitments, see `holderSalt`; the same for every import
 */
export function planLawyers(file: LawyerFile, known: KnownLawyers, bureauSecret: Hex): LawyerPlan {
  const issue: PlannedIssuance[] = [];
  const renew: PlannedRenewal[] = [];
  const suspend: LawyerLine[] = [];
  const unchanged: LawyerLine[] = [];
  const conflicts: { line: LawyerLine; field: string; message: string }[] = [];
  for (const line of file.lines) {
    const holderCommitment = commitToHolder(line.name, holderSalt(bureauSecret, line.licence));
    const credential = known.credentials.get(line.licence);
    const steps =
      credential === undefined
        ? planNew(line, known, holderCommitment)
        : planKnown(line, known, credential, holderCommitment);
    if (steps.conflict !== undefined) {
      conflicts.push({ line, ...steps.conflict });
      continue;
    }
    if (steps.issue !== undefined) issue.push(steps.issue);
    if (steps.renew !== undefined) renew.push(steps.renew);
    if (steps.suspend === true) suspend.push(line);
    if (Object.keys(steps).length === 0) unchanged.push(line);
  }
  return { issue, renew, suspend, unchanged, conflicts, problems: file.problems };
}

function planNew(line: LawyerLine, { bureau, now }: KnownLawyers, holderCommitment: Hex): Steps {
  const { licence, jurisdiction, validFrom, validUntil, scope, status } = line;
  if (status === "revoked") return conflict("status", "revoked in the file, and never issued");
  if (validUntil <= now)
    return conflict("validThrough", `the term ${describeTerm(line)} is over, and was never issued`);
  if (!covers(bureau.jurisdiction, jurisdiction)) {
    return conflict("jurisdiction", `${jurisdiction} is outside ${bureau.jurisdiction}, the bureau's`);
  }
  const issue = { line, licence, jurisdiction, validFrom, validUntil, scope, holderCommitment };
  return { issue, ...(status === "suspended" && { suspend: true }) };
}

function planKnown(
  line: LawyerLine,
  known: KnownLawyers,
  { state, holderCommitment }: LawyerCredential,
  commitment: Hex,
): Steps {
  if (state.status === "revoked") {
    return line.status === "revoked" ? {} : conflict("status", "the credential is revoked, for good");
  }
  if (!known.responsibleFor.has(state.issuer)) {
    return conflict("licence", `institution ${state.issuer} answers for it, and does not lie below the bureau`);
  }
  if (holderCommitment !== commitment) {
    return conflict("name", "the credential commits to another name, or was issued with another secret");
  }
  for (const [field, there, here] of [
    ["jurisdiction", state.jurisdiction, line.jurisdiction],
    ["scope", state.scope.join("+"), line.scope.join("+")],
  ] as const) {
    if (there !== here) return conflict(field, `${there} on the chain, ${here} in the file`);
  }
  const term = planTerm(line, state, known.now);
  if (term.conflict !== undefined) return term;
  const status = planStatus(line, state.status === "suspended");
  return status.conflict === undefined ? { ...term, ...status } : status;
}

function planStatus({ status }: LawyerLine, isSuspended: boolean): Steps {
  if (status === "revoked") return conflict("status", "revoked in the file; revoke it by itself, it is for good");
  if (status === "active" && isSuspended) return conflict("status", "suspended on the chain; reinstate it by itself");
  return status === "suspended" && !isSuspended ? { suspend: true } : {};
}

/** A line gives the whole term, or the one that follows it. */
function planTerm(line: LawyerLine, state: { validFrom: number; validUntil: number }, now: number): Steps {
  const { validFrom, validUntil } = line;
  const differ = (fact: string): Steps =>
    conflict("validFrom", `${describeTerm(line)} ${fact} ${describeTerm(state)}, the term on the chain`);
  const lapsed = state.validUntil <= now;
  if (validUntil === state.validUntil && validFrom >= state.validFrom) return {};
  if (validUntil <= state.validUntil) return differ(validUntil <= state.validFrom ? "is before" : "is not");
  if (validFrom !== state.validFrom && validFrom < state.validUntil) return differ("overlaps");
  if (validFrom > state.validUntil && !lapsed) return differ("leaves a gap to");
  if (validUntil <= now) return conflict("validThrough", `the term ${describeTerm(line)} is over`);
  return { renew: { line, validFrom: Math.max(validFrom, state.validUntil), validUntil } };
}

function conflict(field: string, message: string): Steps {
  return { conflict: { field, message } };
}

/** Whether a jurisdiction lies in another, or is it. @custom:source contracts/libraries/ShortText.sol `covers` */
function covers(wide: string, narrow: string): boolean {
  return narrow === wide || narrow.startsWith(`${wide}-`);
}

/** The lines for people: what would be done, and what contradicts the chain. Holders' names are not among them. */
export function describeLawyerPlan(plan: LawyerPlan): string[] {
  if (plan.problems.length > 0) {
    return plan.problems.map(({ at, field, message }) => `${at}${field === "" ? "" : `, ${field}`}: ${message}`);
  }
  const say = (verb: string, line: LawyerLine, what: string): string => `${verb} ${line.number} (${line.at})  ${what}`;
  const changes = [
    ...plan.issue.map(({ line }) =>
      say("issue   ", line, `${line.jurisdiction}, ${describeTerm(line)}, ${line.scope.join("+")}`),
    ),
    ...plan.renew.map(({ line, ...term }) => say("renew   ", line, describeTerm(term))),
    ...plan.suspend.map((line) => say("suspend ", line, "")),
    ...plan.conflicts.map(({ line, field, message }) => say("conflict", line, `${field}: ${message} (not changed)`)),
  ].map((text) => text.trimEnd());
  const { issue, renew, suspend, unchanged, conflicts } = plan;
  const summary =
    `${issue.length} to issue, ${renew.length} to renew, ${suspend.length} to suspend, ` +
    `${unchanged.length} unchanged, ${conflicts.length} in conflict`;
  return [...changes, summary];
}
