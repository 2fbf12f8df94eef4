import { setTimeout as pause } from "node:timers/promises";
import type { Hex } from "../core/index.js";
import { nonceAt } from "./accounts.js";
import { registerCall, registeredId } from "./changeInstitution.js";
import type { RegistryWriter } from "./changeInstitution.js";
import { ChainError } from "./errors.js";
import { readAccountsOf, readInstitutionIds, readInstitutions } from "./institutions.js";
import { codesOf } from "./onboarding.js";
import type { KnownInstitution, OnboardingPlan } from "./onboarding.js";
import type { InstitutionLine } from "./institutionLine.js";
import type { Node } from "./node.js";
import { DEFAULT_MINING_POLL_MS, DEFAULT_MINING_TIMEOUT_MS, sendCalls } from "./sendCalls.js";

/** Registrations on their way at a time: what the pools of the common nodes take from one account. */
const MAX_IN_FLIGHT = 64;

/**
 * Reads what `planOnboarding` needs: the institutions with the codes of these lines and of their parents.
 */
export async function readKnownInstitutions(
  node: Node,
  registry: Hex,
  lines: readonly InstitutionLine[],
): Promise<KnownInstitution[]> {
  const codes = codesOf(lines);
  const ids = (await readInstitutionIds(node, registry, codes)).filter((id) => id !== null);
  const institutions = await readInstitutions(node, registry, ids);
  const accounts = await readAccountsOf(node, registry, ids);
  const parents = [...new Set(institutions.flatMap(({ parent }) => (parent === null ? [] : [parent])))];
  const parentCodes = new Map((await readInstitutions(node, registry, parents)).map(({ id, code }) => [id, code]));
  return institutions.map((institution, i) => ({
    ...institution,
    accounts: accounts[i] ?? [],
    parentCode: institution.parent === null ? null : (parentCodes.get(institution.parent) ?? null),
  }));
}

/**
 * Waits until the account has no transaction on its way: what an interrupted run has sent would be registered a moment
 * later, and sent a second time.
 *
 * @throws ChainError `transaction-not-mined`
 */
export async function waitForQuietAccount(writer: Pick<RegistryWriter, "node" | "signer" | "options">): Promise<void> {
  const { node, signer, options = {} } = writer;
  const timeoutMs = options.miningTimeoutMs ?? DEFAULT_MINING_TIMEOUT_MS;
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const [latest, pending] = await Promise.all([
      nonceAt(node, signer.address, "latest"),
      nonceAt(node, signer.address, "pending"),
    ]);
    if (latest >= pending) return;
    if (Date.now() > deadline) {
      throw new ChainError({
        code: "transaction-not-mined",
        message: `${pending - latest} earlier transactions of ${signer.address} are not in a block after ${timeoutMs} ms`,
        retryable: true,
      });
    }
    options.signal?.throwIfAborted();
    await pause(options.pollIntervalMs ?? DEFAULT_MINING_POLL_MS);
  }
}

/**
 * Registers what a plan says, parents before children, many transactions at a time. Interrupted, and planned and
 * applied again, it goes on with what is missing.
 *
 * @param known as read for the plan
 * @param onProgress called with the number of institutions registered so far
 * @returns the new ids by code
 * @throws ChainError `onboarding-malformed` for a plan with problems · as `sendCalls`
 */
export async function applyOnboarding(
  writer: RegistryWriter,
  plan: OnboardingPlan,
  known: readonly KnownInstitution[],
  onProgress: (registered: number) => void = () => {},
): Promise<ReadonlyMap<string, number>> {
  const [problem] = plan.problems;
  if (problem !== undefined) {
    throw new ChainError({
      code: "onboarding-malformed",
      message: `${problem.at}, ${problem.field}: ${problem.message}`,
      field: problem.field,
    });
  }
  const { node, registry, signer, options = {} } = writer;
  const ids = new Map(known.map(({ code, id }) => [code, id]));
  const registered = new Map<string, number>();
  for (const step of plan.steps) {
    for (let at = 0; at < step.length; at += MAX_IN_FLIGHT) {
      const lines = step.slice(at, at + MAX_IN_FLIGHT);
      const calls = lines.map((line) => {
        const parent = line.parent === null ? null : (ids.get(line.parent) as number);
        return registerCall(registry, { ...line, parent });
      });
      const before = registered.size;
      const mined = await sendCalls(node, signer, calls, {
        ...options,
        onProgress: (count) => onProgress(before + count),
      });
      for (const [i, line] of lines.entries()) {
        const id = registeredId(mined[i] as (typeof mined)[number], registry);
        ids.set(line.code, id);
        registered.set(line.code, id);
      }
    }
  }
  return registered;
}
