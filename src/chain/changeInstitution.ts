import type { Hex } from "../core/index.js";
import { packCapabilities } from "./capabilities.js";
import type { Capability } from "./capabilities.js";
import { INSTITUTION_REGISTRY } from "./contractInterfaces.js";
import { ChainError } from "./errors.js";
import { institutionKindNumber } from "./institutionKinds.js";
import type { InstitutionKind } from "./institutionKinds.js";
import type { InstitutionAccount } from "./institutions.js";
import type { Node } from "./node.js";
import { sendCalls } from "./sendCalls.js";
import type { ContractCall, MinedCall, SendOptions } from "./sendCalls.js";
import { encodeCode, encodeJurisdiction } from "./shortText.js";
import type { Signer } from "./signers.js";

/** A new institution. */
export interface Registration {
  /** 1 to 32 visible ASCII characters, unique. */
  code: string;
  /** The full official name, 1 to 256 bytes of UTF-8. */
  name: string;
  kind: InstitutionKind;
  /** `CN-11-0105`: from the widest to the narrowest. */
  jurisdiction: string;
  /** The id of the institution above it; null for none. */
  parent: number | null;
  /** Its first accounts; at least one with `administer`. */
  accounts: readonly InstitutionAccount[];
}

/** Who changes the registry, and through which node. */
export interface RegistryWriter {
  node: Node;
  registry: Hex;
  signer: Signer;
  options?: SendOptions;
}

/** Onboards an institution. By the registrar, or by an administrator of the parent. */
export async function registerInstitution(
  writer: RegistryWriter,
  registration: Registration,
): Promise<MinedCall & { institutionId: number }> {
  const mined = await change(writer, registerCall(writer.registry, registration));
  return { ...mined, institutionId: registeredId(mined, writer.registry) };
}

/** Changes the official name. By a superior. */
export function renameInstitution(writer: RegistryWriter, id: number, name: string): Promise<MinedCall> {
  return change(writer, encode(writer.registry, "rename", [id, name], `rename institution ${id}`));
}

/** Moves an institution below another one, or to the top with null. By the registrar. */
export function changeInstitutionParent(writer: RegistryWriter, id: number, parent: number | null): Promise<MinedCall> {
  return change(writer, encode(writer.registry, "changeParent", [id, parent ?? 0], `move institution ${id}`));
}

/**
 * Stops an institution from changing anything. By a superior.
 * @param reason for the public log, at most 256 bytes; no personal data
 */
export function suspendInstitution(
  writer: RegistryWriter,
  id: number,
  choice: { withDescendants: boolean; reason: string },
): Promise<MinedCall> {
  const values = [id, choice.withDescendants, choice.reason];
  return change(writer, encode(writer.registry, "suspend", values, `suspend institution ${id}`));
}

/** Undoes a suspension. By a superior; what the registrar suspended, only by the registrar. */
export function reinstateInstitution(
  writer: RegistryWriter,
  id: number,
  choice: { withDescendants: boolean; reason: string },
): Promise<MinedCall> {
  const values = [id, choice.withDescendants, choice.reason];
  return change(writer, encode(writer.registry, "reinstate", values, `reinstate institution ${id}`));
}

/** Ends an institution for good. By a superior. */
export function retireInstitution(writer: RegistryWriter, id: number, reason: string): Promise<MinedCall> {
  return change(writer, encode(writer.registry, "retire", [id, reason], `retire institution ${id}`));
}

/** Adds to what an account may do. By an administrator of the institution. */
export function grantCapabilities(
  writer: RegistryWriter,
  id: number,
  account: Hex,
  capabilities: readonly Capability[],
): Promise<MinedCall> {
  const values = [id, account, packCapabilities(capabilities)];
  return change(writer, encode(writer.registry, "grantCapabilities", values, `grant to ${account}`));
}

/** Takes from what an account may do. By an administrator of the institution. */
export function revokeCapabilities(
  writer: RegistryWriter,
  id: number,
  account: Hex,
  capabilities: readonly Capability[],
): Promise<MinedCall> {
  const values = [id, account, packCapabilities(capabilities)];
  return change(writer, encode(writer.registry, "revokeCapabilities", values, `revoke from ${account}`));
}

/** Makes an account an administrator, whatever the standing. By a superior. */
export function appointAdministrator(writer: RegistryWriter, id: number, account: Hex): Promise<MinedCall> {
  return change(writer, encode(writer.registry, "appointAdministrator", [id, account], `appoint ${account}`));
}

/** Takes every capability from an account, whatever the standing. By a superior. */
export function expelAccount(writer: RegistryWriter, id: number, account: Hex): Promise<MinedCall> {
  return change(writer, encode(writer.registry, "expelAccount", [id, account], `expel ${account}`));
}

/** The call that registers an institution, for `sendCalls`. */
export function registerCall(registry: Hex, registration: Registration): ContractCall {
  const { code, name, kind, jurisdiction, parent, accounts } = registration;
  const values = {
    code: encodeCode(code),
    name,
    kind: institutionKindNumber(kind),
    jurisdiction: encodeJurisdiction(jurisdiction),
    parent: parent ?? 0,
    grants: accounts.map(({ address, capabilities }) => ({
      account: address,
      capabilities: packCapabilities(capabilities),
    })),
  };
  return encode(registry, "register", [values], `register ${code}`);
}

/** The id that a mined registration gave out. */
export function registeredId(mined: MinedCall, registry: Hex): number {
  for (const log of mined.logs) {
    if (log.address.toLowerCase() !== registry.toLowerCase()) continue;
    const event = INSTITUTION_REGISTRY.parseLog({ topics: [...log.topics], data: log.data });
    if (event?.name === "InstitutionRegistered") return Number(event.args["institutionId"]);
  }
  throw new ChainError({
    code: "contract-missing",
    message: `transaction ${mined.hash} registered no institution: ${registry} is not the platform's InstitutionRegistry`,
  });
}

type Change =
  | "register"
  | "rename"
  | "changeParent"
  | "suspend"
  | "reinstate"
  | "retire"
  | "grantCapabilities"
  | "revokeCapabilities"
  | "appointAdministrator"
  | "expelAccount";

function encode(registry: Hex, name: Change, values: readonly unknown[], description: string): ContractCall {
  const data = INSTITUTION_REGISTRY.encodeFunctionData(name as "register", values as never) as Hex;
  return { to: registry, data, description };
}

async function change(writer: RegistryWriter, call: ContractCall): Promise<MinedCall> {
  const [mined] = await sendCalls(writer.node, writer.signer, [call], writer.options);
  return mined as MinedCall;
}
