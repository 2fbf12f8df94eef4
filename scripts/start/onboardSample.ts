import {
  applyOnboarding,
  openNode,
  parseInstitutionFile,
  planOnboarding,
  readKnownInstitutions,
  waitForQuietAccount,
} from "../../src/chain/index.js";
import type { Deployment } from "../../src/chain/index.js";
import type { Keys } from "./ensureKeys.js";
import type { SampleInstitution } from "./readSampleCase.js";
import { StartError } from "./startError.js";

/** An institution of the sample as the chain has it. */
export interface OnboardedInstitution extends SampleInstitution {
  readonly id: number;
}

/**
 * Registers the sample's institutions that are not registered yet. One that was changed since stays as it is.
 * @returns all of them, with how many are new
 */
export async function onboardSample(
  url: string,
  deployment: Deployment,
  institutions: readonly SampleInstitution[],
  { keys, signal }: { keys: Keys; signal: AbortSignal },
): Promise<{ institutions: OnboardedInstitution[]; registered: number }> {
  const lines = institutions.map(({ code, name, kind, jurisdiction, parent }) => {
    const license = kind === "justice-bureau" ? ["license"] : [];
    const accounts = [
      { address: keys.administrator.address, capabilities: ["administer", "sign", ...license] },
      { address: keys.relayer.address, capabilities: ["relay"] },
    ];
    return { code, name, kind, jurisdiction, parent, accounts };
  });
  const file = parseInstitutionFile(JSON.stringify(lines), "json");
  const node = openNode(url, { chainId: deployment.chainId, signal });
  try {
    const registry = deployment.contracts.InstitutionRegistry.address;
    const writer = { node, registry, signer: keys.registrar, options: { signal } };
    await waitForQuietAccount(writer);
    const known = await readKnownInstitutions(node, registry, file.lines);
    const plan = planOnboarding(file, known);
    if (plan.problems.length > 0) {
      const reasons = plan.problems.map(({ field, message }) => `${field}: ${message}`).join("; ");
      throw new StartError({ code: "not-as-expected", message: `the sample's institutions: ${reasons}` });
    }
    const registered = await applyOnboarding(writer, plan, known);
    const ids = new Map([...registered, ...known.map(({ code, id }) => [code, id] as const)]);
    return {
      institutions: institutions.map((institution) => ({ ...institution, id: ids.get(institution.code) as number })),
      registered: registered.size,
    };
  } finally {
    node.close();
  }
}
