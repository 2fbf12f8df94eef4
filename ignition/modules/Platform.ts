import { buildModule } from "@nomicfoundation/ignition-core";
import { INSTITUTION_REGISTRY, STANDARDS_REGISTRY } from "../../src/chain/contractInterfaces.js";
import { encodeShortText } from "../../src/chain/shortText.js";
import { PLATFORM_ROLES } from "../../scripts/deployment/platformRoles.js";
import type { ConfigurationStep, FunctionsStep } from "../../scripts/deployment/planConfiguration.js";
import { STANDARDS_SEEDS } from "../../scripts/deployment/standardsSeeds.js";

/**
 * The platform's contracts and their configuration. All of the configuration is one transaction, so that there is no
 * moment in which the platform is half configured, or the deployer still an administrator beside the planned ones.
 *
 * @param standardsDelaySeconds between the proposal of a standard and its earliest activation
 * @param deployer the first administrator, who sends every transaction
 * @param steps what `planConfiguration` gives
 */
export function buildPlatformModule(plan: {
  deployer: string;
  standardsDelaySeconds: number;
  steps: readonly ConfigurationStep[];
}) {
  const { deployer, standardsDelaySeconds, steps } = plan;
  return buildModule("Platform", (m) => {
    const access = m.contract("PlatformAccess", [deployer]);
    const directory = m.contract("Directory", [access]);
    const registry = m.contract("InstitutionRegistry", [access]);
    const anchor = m.contract("RecordAnchor", [registry]);
    const standards = m.contract("StandardsRegistry", [access, standardsDelaySeconds, STANDARDS_SEEDS]);
    const lawyers = m.contract("LawyerRegistry", [registry]);
    const listed = {
      PlatformAccess: access,
      InstitutionRegistry: registry,
      RecordAnchor: anchor,
      StandardsRegistry: standards,
      LawyerRegistry: lawyers,
    };

    const calls = steps.map((step, i) => {
      const id = `configure${i}`;
      switch (step.kind) {
        case "label": {
          const { id: role, label } = PLATFORM_ROLES[step.role];
          return m.encodeFunctionCall(access, "labelRole", [role, label], { id });
        }
        case "guardian": {
          const roles = [PLATFORM_ROLES[step.role].id, PLATFORM_ROLES.guardian.id];
          return m.encodeFunctionCall(access, "setRoleGuardian", roles, { id });
        }
        case "functions": {
          const selectors = step.functions.map((name) => selectorOf(step.contract, name));
          const values = [listed[step.contract], selectors, PLATFORM_ROLES[step.role].id];
          return m.encodeFunctionCall(access, "setTargetFunctionRole", values, { id });
        }
        case "list": {
          const values = [encodeShortText(step.name), listed[step.name]];
          const set = m.encodeFunctionCall(directory, "setAddress", values, { id: `${id}set` });
          return m.encodeFunctionCall(access, "execute", [directory, set], { id });
        }
        case "grant": {
          const { address, executionDelaySeconds } = step.holder;
          const values = [PLATFORM_ROLES[step.role].id, address, executionDelaySeconds];
          return m.encodeFunctionCall(access, "grantRole", values, { id });
        }
        case "renounce":
          return m.encodeFunctionCall(access, "renounceRole", [PLATFORM_ROLES.admin.id, step.account], { id });
      }
    });
    m.call(access, "multicall", [calls], { id: "configure" });
    return { access, directory, registry, anchor, standards, lawyers };
  });
}

function selectorOf(contract: FunctionsStep["contract"], name: string): string {
  return contract === "InstitutionRegistry"
    ? INSTITUTION_REGISTRY.getFunction(name as "register").selector
    : STANDARDS_REGISTRY.getFunction(name as "propose").selector;
}
