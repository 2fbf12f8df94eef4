import type { Disclosure } from "../receipt/disclosure.js";
import type { Receipt } from "../receipt/receipt.js";
import type { ChainObservation } from "./chainObservation.js";
import { checkAnchoring } from "./checkAnchoring.js";
import { checkDisclosure } from "./checkDisclosure.js";
import { checkFinality } from "./checkFinality.js";
import { checkInclusion } from "./checkInclusion.js";
import { type DocumentDigest, checkIntegrity } from "./checkIntegrity.js";
import { checkIssuer } from "./checkIssuer.js";
import { finding } from "./finding.js";
import type { Finding, FindingFacts, Verdict, VerdictOutcome } from "./verdict.js";

export interface VerdictInput {
  /** As `parseReceipt` gives it. */
  readonly receipt: Receipt;
  /** Absent where only the record is checked. */
  readonly document?: DocumentDigest;
  /** As `parseDisclosure` gives it. */
  readonly disclosure?: Disclosure;
  readonly chain: ChainObservation;
  /** How many blocks have to follow the anchoring one; a property of the chain, not of the receipt. */
  readonly finalityBlocks: number;
  readonly now: Date;
}

/** Answers every question about one receipt from what it holds and what the chain was observed to say. Pure. */
export function composeVerdict(input: VerdictInput): Verdict {
  const { receipt, document, disclosure, chain, now } = input;
  const { anchoring, issuer, finality } = findOnChain(input);
  const findings: readonly Finding[] = [
    checkIntegrity(receipt.record, document),
    checkInclusion(receipt),
    anchoring,
    issuer,
    finding("standing-not-recorded", {}),
    finding("standards-not-registered", {}),
    finality,
    checkDisclosure(receipt.record, disclosure),
    finding("recognition-not-partner", {}),
  ];
  const outcome = concludeFrom(findings);
  return {
    outcome,
    authentic: outcome === "authentic",
    findings,
    checkedAt: now.toISOString(),
    nodes: nodesOf(chain),
  };
}

function concludeFrom(findings: readonly Finding[]): VerdictOutcome {
  if (findings.some(({ result }) => result === "invalid")) return "not-authentic";
  if (findings.some(({ result }) => result === "error")) return "undetermined";
  return "authentic";
}

interface ChainFindings {
  readonly anchoring: Finding;
  readonly issuer: Finding;
  readonly finality: Finding;
}

function findOnChain({ receipt, chain, finalityBlocks }: VerdictInput): ChainFindings {
  switch (chain.kind) {
    case "unreachable": {
      const facts: FindingFacts = { nodes: chain.nodes.map(({ url, reason }) => `${url}: ${reason}`) };
      return {
        anchoring: finding("anchoring-node-unreachable", facts),
        issuer: finding("issuer-node-unreachable", facts),
        finality: finding("finality-node-unreachable", facts),
      };
    }
    case "disagreement": {
      const answers = chain.answers.map(({ url, value }) => `${url}: ${value}`);
      const facts: FindingFacts = { field: chain.field, answers };
      return {
        anchoring: finding("anchoring-nodes-disagree", facts),
        issuer: finding("issuer-nodes-disagree", facts),
        finality: finding("finality-nodes-disagree", facts),
      };
    }
    case "observed": {
      const { facts } = chain;
      const anchoring = checkAnchoring(receipt, facts);
      const anchored = facts.batch !== null && !UNRELATED_TO_BATCH.has(anchoring.code);
      const placed = anchored && anchoring.code !== "anchoring-transaction-differs";
      return {
        anchoring,
        issuer: anchored
          ? checkIssuer(receipt.record.institutionId, facts.institution)
          : finding("issuer-not-checked", {}),
        finality: placed ? checkFinality(facts, finalityBlocks) : finding("finality-not-checked", {}),
      };
    }
  }
}

/** Where anchoring ends in one of these, what the chain says about a batch says nothing about the record. */
const UNRELATED_TO_BATCH: ReadonlySet<string> = new Set(["anchoring-other-chain", "anchoring-contract-not-listed"]);

function nodesOf(chain: ChainObservation): readonly string[] {
  switch (chain.kind) {
    case "observed":
      return chain.nodes;
    case "unreachable":
      return chain.nodes.map(({ url }) => url);
    case "disagreement":
      return chain.answers.map(({ url }) => url);
  }
}
