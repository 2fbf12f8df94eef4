import type { ChainInstitution, Hex } from "../core/index.js";
import { recordAnchorAt } from "./anchoring.js";
import type { AnchoredBatch } from "./anchoring.js";
import type { CallSheet } from "./callSheet.js";
import { decodeViewCall, viewCall } from "./contractCalls.js";
import { decodeEntry, registryAt } from "./institutions.js";
import { institutionStatusByNumber } from "./institutionKinds.js";
import type { CallOutcome, Node } from "./node.js";

/** What a node says about who anchored a batch. */
export interface IssuerFacts {
  readonly institution: ChainInstitution | null;
  /** Unix seconds from which the institution does not answer for the batch's account; null for never. */
  readonly disownedSince: number | null;
}

/** Asks for the institution of a batch, and whether it answers for the account; reads the answers once sent. */
export function askIssuer(
  node: Node,
  sheet: CallSheet,
  batch: AnchoredBatch & { institutionId: number; recordAnchor: Hex; registry: Hex },
  tag: string,
): () => IssuerFacts {
  const registry = registryAt(batch.registry);
  const { institutionId, anchoredAt } = batch;
  const institution = sheet.add(viewCall(registry, "institution", [institutionId], tag));
  const statusAt = sheet.add(viewCall(registry, "statusAt", [institutionId, anchoredAt], tag));
  const statusBefore = sheet.add(viewCall(registry, "statusAt", [institutionId, anchoredAt - 1], tag));
  const disownedSince = askDisowned(node, sheet, { ...batch, account: batch.account }, tag);
  const readStatus = (outcome: CallOutcome) =>
    institutionStatusByNumber(Number(decodeViewCall(node, registry, "statusAt", outcome)[0]));
  return () => {
    const entry = decodeEntry(node, registry, institution());
    if (entry === null) return { institution: null, disownedSince: disownedSince() };
    const [at, before] = [readStatus(statusAt()), readStatus(statusBefore())];
    return {
      institution: {
        name: entry.name,
        // A kind that only a newer registry knows is no reason not to check a record.
        kind: Number(entry.kind),
        status: institutionStatusByNumber(Number(entry.status)),
        // In the block in which the standing ends, `statusAt` gives the end; the contract, which anchors for active
        // institutions only, shows that the batch came before it.
        statusAtAnchoring: before === "active" ? "active" : at,
        statusSince: Number(entry.statusSince),
      },
      disownedSince: disownedSince(),
    };
  };
}

/** Asks from when on an institution does not answer for an account. */
export function askDisowned(
  node: Node,
  sheet: CallSheet,
  { recordAnchor, institutionId, account }: { recordAnchor: Hex; institutionId: number; account: Hex },
  tag: string,
): () => number | null {
  const contract = recordAnchorAt(recordAnchor);
  const since = sheet.add(viewCall(contract, "disownedSince", [institutionId, account], tag));
  return () => Number(decodeViewCall(node, contract, "disownedSince", since())[0]) || null;
}
