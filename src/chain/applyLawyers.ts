import type { Hex } from "../core/index.js";
import { readHead } from "./blocks.js";
import { MAX_CREDENTIALS_AT_ONCE, issueCall, renewCall, standingCall } from "./changeLawyers.js";
import type { ContractWriter } from "./contractWriter.js";
import { ChainError } from "./errors.js";
import { readInstitution } from "./institutions.js";
import type { LawyerLine } from "./lawyerLine.js";
import type { KnownLawyers, LawyerPlan } from "./lawyerPlan.js";
import { readCredentials } from "./lawyers.js";
import type { Node } from "./node.js";
import type { Reason } from "./reason.js";
import { sendCalls } from "./sendCalls.js";
import type { ContractCall } from "./sendCalls.js";

/** Full transactions on their way at a time: each fills most of a block. */
const MAX_IN_FLIGHT = 8;

/** Why what a file asks for is done. */
export interface LawyerReasons {
  readonly issue: Reason;
  readonly renew: Reason;
  readonly suspend: Reason;
}

/**
 * Reads what `planLawyers` needs.
 * @param bureauId in whose name the file is imported
 * @throws ChainError `institution-unknown` where there is no such institution
 */
export async function readKnownLawyers(
  node: Node,
  registries: { lawyers: Hex; institutions: Hex },
  bureauId: number,
  lines: readonly LawyerLine[],
): Promise<KnownLawyers> {
  const bureau = await readInstitution(node, registries.institutions, bureauId);
  if (bureau === null) {
    throw new ChainError({ code: "institution-unknown", message: `institution ${bureauId} does not exist` });
  }
  const head = await readHead(node);
  const found = await readCredentials(
    node,
    registries.lawyers,
    lines.map(({ licence }) => licence),
  );
  const credentials = new Map(found.flatMap((entry) => (entry === null ? [] : [[entry.licence, entry] as const])));
  const responsibleFor = new Set<number>();
  for (const issuer of new Set([...credentials.values()].map(({ state }) => state.issuer))) {
    if (await isAtOrAbove(node, registries.institutions, bureauId, issuer)) responsibleFor.add(issuer);
  }
  return { bureau, credentials, responsibleFor, now: head.timestamp };
}

/**
 * Does what a plan says, up to 500 credentials a transaction: issues, then renews, then suspends. Interrupted, and
 * planned and applied again, it goes on with what is missing; see `waitForQuietAccount`.
 *
 * @param onProgress called with the number of changes in blocks so far
 * @returns the number of changes made
 * @throws ChainError `lawyer-file-malformed` for a plan with problems · as `sendCalls`
 */
export async function applyLawyers(
  writer: ContractWriter,
  plan: LawyerPlan,
  known: KnownLawyers,
  reasons: LawyerReasons,
  onProgress: (changed: number) => void = () => undefined,
): Promise<number> {
  const [problem] = plan.problems;
  if (problem !== undefined) {
    throw new ChainError({
      code: "lawyer-file-malformed",
      message: `${problem.at}${problem.field === "" ? "" : `, ${problem.field}`}: ${problem.message}`,
      field: problem.field,
    });
  }
  let done = 0;
  // One after the other: what is suspended may only just be issued.
  for (const batches of batchesOf(writer.contract, plan, known.bureau.id, reasons)) {
    for (let at = 0; at < batches.length; at += MAX_IN_FLIGHT) {
      const group = batches.slice(at, at + MAX_IN_FLIGHT);
      const before = done;
      const sizes = group.map(({ size }) => size);
      const calls = group.map(({ call }) => call);
      await sendCalls(writer.node, writer.signer, calls, {
        ...writer.options,
        onProgress: (mined) => onProgress(before + sum(sizes.slice(0, mined))),
      });
      done += sum(sizes);
    }
  }
  return done;
}

interface Batch {
  call: ContractCall;
  size: number;
}

/** What can be sent together, one list after the other. */
function batchesOf(registry: Hex, plan: LawyerPlan, by: number, reasons: LawyerReasons): Batch[][] {
  // Side by side, lawyers of one jurisdiction cost least.
  const issuances = plan.issue.toSorted((a, b) => compare(a.jurisdiction, b.jurisdiction));
  const issue = chunksOf(issuances).map((chunk) => ({
    size: chunk.length,
    call: issueCall(registry, by, chunk, reasons.issue),
  }));
  const renew = [...Map.groupBy(plan.renew, ({ validFrom, validUntil }) => `${validFrom} ${validUntil}`).values()]
    .flatMap(chunksOf)
    .map((chunk) => {
      const [{ validFrom, validUntil }] = chunk as [(typeof chunk)[number], ...typeof chunk];
      const licences = chunk.map(({ line }) => line.licence);
      const change = { by, licences, validFrom, validUntil, reason: reasons.renew };
      return { size: chunk.length, call: renewCall(registry, change) };
    });
  const suspend = chunksOf(plan.suspend).map((chunk) => {
    const licences = chunk.map(({ licence }) => licence);
    return { size: chunk.length, call: standingCall(registry, "suspend", { by, licences, reason: reasons.suspend }) };
  });
  return [issue, renew, suspend];
}

function chunksOf<T>(items: readonly T[]): T[][] {
  const chunks: T[][] = [];
  for (let at = 0; at < items.length; at += MAX_CREDENTIALS_AT_ONCE) {
    chunks.push(items.slice(at, at + MAX_CREDENTIALS_AT_ONCE));
  }
  return chunks;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function isAtOrAbove(node: Node, registry: Hex, high: number, low: number): Promise<boolean> {
  let at: number | null = low;
  while (at !== null && at !== high) at = (await readInstitution(node, registry, at))?.parent ?? null;
  return at !== null;
}
