import { grantCapabilities } from "../../../src/chain/index.js";
import type { ContractWriter } from "../../../src/chain/index.js";
import type { Hex } from "../../../src/core/index.js";
import { commitToHolder, hashLicence } from "../../../src/core/index.js";
import type { Issuance } from "../../../src/chain/index.js";
import type { TestInstitution, TestPlatform } from "../../support/deployTestPlatform.js";

export const DAY = 86_400;
export const SALT: Hex = `0x${"5a".repeat(32)}`;

/** A justice bureau in CN-11 whose administrator licenses too, and who writes for it. */
export async function makeBureau(
  platform: TestPlatform,
  options: { parent?: number } = {},
): Promise<{ bureau: TestInstitution; writer: ContractWriter }> {
  const bureau = await platform.registerInstitution("justice-bureau", options);
  const { signer, address } = bureau.administrator;
  const { node, institutionRegistry: registry, lawyerRegistry } = platform;
  const quick = { pollIntervalMs: 20 };
  await grantCapabilities({ node, registry, signer, options: quick }, bureau.id, address, ["license"]);
  return { bureau, writer: { node, contract: lawyerRegistry, signer, options: quick } };
}

/** A credential from a day before `now` for a year, for both kinds of litigation. */
export function issuanceOf(number: string, now: number, other: Partial<Issuance> = {}): Issuance {
  return {
    licence: hashLicence(number),
    jurisdiction: "CN-11-0105",
    validFrom: now - DAY,
    validUntil: now + 365 * DAY,
    scope: ["litigation", "criminal-defence"],
    holderCommitment: commitToHolder("张三", SALT),
    ...other,
  };
}
