import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DeployOptions } from "../../scripts/deployment/deployPlatform.js";
import type { PlannedRoles } from "../../scripts/deployment/platformRoles.js";
import { makeKey } from "./deployTestPlatform.js";
import type { TestKey } from "./deployTestPlatform.js";

export interface TestPlan {
  folder: string;
  keys: { deployer: TestKey; admin: TestKey; registrar: TestKey; guardian: TestKey };
  options: DeployOptions;
}

/** A plan in a folder of its own, with new keys; the registrar has a delay of an hour. */
export async function makeTestPlan(rpcUrl: string, changes: Partial<PlannedRoles> = {}): Promise<TestPlan> {
  const folder = await mkdtemp(join(tmpdir(), "lexanchor-deploy-"));
  const keys = { deployer: makeKey(), admin: makeKey(), registrar: makeKey(), guardian: makeKey() };
  const holder = (key: TestKey, executionDelaySeconds = 0) => ({ address: key.address, executionDelaySeconds });
  const roles: PlannedRoles = {
    admin: [holder(keys.admin)],
    registrar: [holder(keys.registrar, 3_600)],
    standardsCommittee: [holder(keys.admin, 60)],
    allianceOperator: [],
    guardian: [holder(keys.guardian)],
    standardsApprover: [holder(keys.registrar, 60)],
    ...changes,
  };
  return {
    folder,
    keys,
    options: {
      rpcUrl,
      deployerKeyFile: await keys.deployer.writeTo(join(folder, "deployer.json")),
      roles,
      standardsDelaySeconds: 86_400,
      out: join(folder, "deployments", "202209.json"),
      deploymentDir: join(folder, "ignition"),
      finalityBlocks: 0,
      network: "test",
    },
  };
}
