import type { Result } from "ethers";
import type { ILawyerRegistry } from "../../typechain-types/lawyers/LawyerRegistry.js";
import type { Hex } from "../core/index.js";
import { readHead } from "./blocks.js";
import { decodeViewCall, readAll, viewCall } from "./contractCalls.js";
import type { ContractAt } from "./contractCalls.js";
import { LAWYER_REGISTRY } from "./contractInterfaces.js";
import { ChainError } from "./errors.js";
import type { CallOutcome, Node } from "./node.js";
import { unpackPracticeScopes } from "./practiceScopes.js";
import type { PracticeScope } from "./practiceScopes.js";
import { toQuantity } from "./quantities.js";
import { decodeShortText } from "./shortText.js";

/** `none` was never issued · `active` counts within its validity · `suspended` until reinstated · `revoked` for good. */
export type CredentialStatus = "none" | "active" | "suspended" | "revoked";

/** What holds of a credential from one change to the next. Times in Unix seconds. */
export interface CredentialState {
  /** From when it holds. */
  since: number;
  validFrom: number;
  /** From when it is no longer valid. */
  validUntil: number;
  status: CredentialStatus;
  /** Id of the bureau that answers for it. */
  issuer: number;
  scope: PracticeScope[];
  /** Where the lawyer practises, as a path. */
  jurisdiction: string;
}

/** A credential as the registry keeps it now. */
export interface LawyerCredential {
  /** See `hashLicence`. */
  licence: Hex;
  holderCommitment: Hex;
  /** The holder's own account, lower case; null for none. */
  holderKey: Hex | null;
  state: CredentialState;
}

/** Whether a lawyer was entitled to practise at a time. */
export interface LawyerAnswer {
  /** Active and within its validity; says nothing about the standing of the issuer. */
  entitled: boolean;
  /** For which time this is, in Unix seconds. */
  time: number;
  /** What held then; null where nothing had been issued. */
  state: CredentialState | null;
}

/** In the order of the contracts' enum. */
const STATUSES = ["none", "active", "suspended", "revoked"] as const satisfies readonly CredentialStatus[];

/**
 * Whether the lawyer was entitled at a time: for a past one, by what the registry held then.
 *
 * @param licence see `hashLicence`
 * @param time Unix seconds, not after the latest block; null for now
 * @throws ChainError `transaction-reverted` for a time in the future
 */
export async function verifyLawyer(
  node: Node,
  registry: Hex,
  licence: Hex,
  time: number | null = null,
): Promise<LawyerAnswer> {
  const contract = lawyerRegistryAt(registry);
  const head = time === null ? await readHead(node) : null;
  const asked = head?.timestamp ?? (time as number);
  // At that block: its own second is no longer in the future there, whatever block is the latest by now.
  const tag = head === null ? "latest" : toQuantity(head.number);
  const [outcome] = await node.requestAll([viewCall(contract, "verifyLawyer", [licence, asked], tag)]);
  const [entitled, state] = decodeViewCall(node, contract, "verifyLawyer", outcome as CallOutcome) as unknown as [
    boolean,
    ILawyerRegistry.StateStructOutput,
  ];
  const parsed = parseState(state);
  return { entitled, time: asked, state: parsed.status === "none" ? null : parsed };
}

/** What the registry keeps under a licence; null where nothing was issued. */
export async function readCredential(node: Node, registry: Hex, licence: Hex): Promise<LawyerCredential | null> {
  const [credential] = await readCredentials(node, registry, [licence]);
  return credential ?? null;
}

/** `readCredential` for many, in their order, in few round trips. */
export async function readCredentials(
  node: Node,
  registry: Hex,
  licences: readonly Hex[],
): Promise<(LawyerCredential | null)[]> {
  const contract = lawyerRegistryAt(registry);
  const outcomes = await node.requestAll(licences.map((licence) => viewCall(contract, "credential", [licence])));
  return outcomes.map((outcome, i) => {
    if (isUnknownLicence(outcome)) return null;
    const answer = decodeViewCall(node, contract, "credential", outcome);
    return parseCredential(licences[i] as Hex, answer);
  });
}

/** Every state of a credential, the oldest first; empty where nothing was issued. */
export async function readCredentialHistory(node: Node, registry: Hex, licence: Hex): Promise<CredentialState[]> {
  const [answer] = await readAll(node, lawyerRegistryAt(registry), "historyOf", [[licence]]);
  return (answer?.[0] as ILawyerRegistry.StateStructOutput[]).map(parseState);
}

/**
 * The holder's own account at a time, lower case; null for none.
 * @param time Unix seconds, not after the latest block
 */
export async function readHolderKeyAt(node: Node, registry: Hex, licence: Hex, time: number): Promise<Hex | null> {
  const contract = lawyerRegistryAt(registry);
  const [answer] = await readAll(node, contract, "holderKeyAt", [[licence, time]]);
  return addressOrNull(answer?.[0]);
}

/** @throws ChainError `credential-status-unknown`: a number that only a newer version knows */
export function credentialStatusByNumber(number: number): CredentialStatus {
  const status = STATUSES[number];
  if (status === undefined) {
    const message = `credential status ${number} is not known here`;
    throw new ChainError({ code: "credential-status-unknown", message });
  }
  return status;
}

export function lawyerRegistryAt(address: Hex): ContractAt {
  return { name: "LawyerRegistry", address, abi: LAWYER_REGISTRY };
}

function isUnknownLicence(outcome: CallOutcome): boolean {
  return (
    "error" in outcome &&
    outcome.error instanceof ChainError &&
    outcome.error.revert?.name === "LawyerRegistryUnknownLicence"
  );
}

function parseCredential(licence: Hex, answer: Result): LawyerCredential {
  const [credential] = answer as unknown as [ILawyerRegistry.CredentialStructOutput];
  return {
    licence,
    holderCommitment: credential.holderCommitment.toLowerCase() as Hex,
    holderKey: addressOrNull(credential.holderKey),
    state: parseState(credential.state),
  };
}

function parseState(state: ILawyerRegistry.StateStructOutput): CredentialState {
  return {
    since: Number(state.since),
    validFrom: Number(state.validFrom),
    validUntil: Number(state.validUntil),
    status: credentialStatusByNumber(Number(state.status)),
    issuer: Number(state.issuer),
    scope: unpackPracticeScopes(Number(state.scope)),
    jurisdiction: decodeShortText(state.jurisdiction),
  };
}

function addressOrNull(value: unknown): Hex | null {
  const address = String(value).toLowerCase() as Hex;
  return /^0x0{40}$/.test(address) ? null : address;
}
