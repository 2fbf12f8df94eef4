import type { Hex } from "../core/index.js";
import { STANDARDS_REGISTRY } from "./contractInterfaces.js";
import { encodeCall, sendCall } from "./contractWriter.js";
import type { ContractWriter } from "./contractWriter.js";
import { ChainError } from "./errors.js";
import { ZERO_WORD } from "./reason.js";
import type { MinedCall } from "./sendCalls.js";
import type { StandardContent } from "./standards.js";

/** A mined proposal, with the number that it got. */
export type MinedProposal = MinedCall & { readonly proposalId: number };

/**
 * Proposes a first or a next version. By the standards committee.
 * @param change.from Unix seconds from which it is to be in force, not in the past
 */
export async function proposeStandard(
  writer: ContractWriter,
  { standardId, from, content }: { standardId: number; from: number; content: StandardContent },
): Promise<MinedProposal> {
  const { contentHash, value, title, source } = content;
  const encoded = { contentHash: contentHash ?? ZERO_WORD, value: value ?? 0n, title, source };
  return sendProposal(writer, "propose", [standardId, from, encoded], `propose standard ${standardId}`);
}

/**
 * Proposes to end the version in force at a date. By the standards committee.
 * @param change.from Unix seconds from which it is to be no longer in force
 */
export async function proposeRetirement(
  writer: ContractWriter,
  { standardId, from }: { standardId: number; from: number },
): Promise<MinedProposal> {
  return sendProposal(
    writer,
    "proposeRetirement",
    [standardId, from],
    `propose the retirement of standard ${standardId}`,
  );
}

/** Puts an open proposal into effect, once its delay is over. By a standards approver who did not propose it. */
export function activateProposal(writer: ContractWriter, proposalId: number): Promise<MinedCall> {
  return sendDecision(writer, "activate", proposalId);
}

/** Turns an open proposal down. By a standards approver. */
export function rejectProposal(writer: ContractWriter, proposalId: number): Promise<MinedCall> {
  return sendDecision(writer, "reject", proposalId);
}

/** Takes an open proposal back. By the standards committee. */
export function withdrawProposal(writer: ContractWriter, proposalId: number): Promise<MinedCall> {
  return sendDecision(writer, "withdraw", proposalId);
}

function sendDecision(
  writer: ContractWriter,
  name: "activate" | "reject" | "withdraw",
  proposalId: number,
): Promise<MinedCall> {
  const description = `${name} proposal ${proposalId}`;
  return sendCall(writer, encodeCall(STANDARDS_REGISTRY, writer.contract, name, [proposalId], description));
}

async function sendProposal(
  writer: ContractWriter,
  name: "propose" | "proposeRetirement",
  values: readonly unknown[],
  description: string,
): Promise<MinedProposal> {
  const mined = await sendCall(writer, encodeCall(STANDARDS_REGISTRY, writer.contract, name, values, description));
  return { ...mined, proposalId: proposalIdIn(mined, writer.contract) };
}

function proposalIdIn(mined: MinedCall, registry: Hex): number {
  for (const log of mined.logs) {
    if (log.address.toLowerCase() !== registry.toLowerCase()) continue;
    const event = STANDARDS_REGISTRY.parseLog({ topics: [...log.topics], data: log.data });
    if (event?.name === "StandardProposed" || event?.name === "StandardRetirementProposed") {
      return Number(event.args["proposalId"]);
    }
  }
  throw new ChainError({
    code: "contract-missing",
    message: `transaction ${mined.hash} proposed nothing: ${registry} is not the platform's StandardsRegistry`,
  });
}
