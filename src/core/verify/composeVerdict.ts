import type { Disclosure } from "../receipt/disclosure.js";
import type { Receipt } from "../receipt/receipt.js";
import type { ChainObservation } from "./chainObservation.js";
import { checkAnchoring } from "./checkAnchoring.js";
import { checkDisclosure } from "./checkDisclosure.js";
import { checkFinality } from "./checkFinality.js";
import { checkInclusion } from "./checkInclusion.js";
import { type DocumentDigest, checkIntegrity } from "./checkIntegrity.js";
import { checkIssuer } from "./checkIssuer.js";
import { checkStanding } from "./checkStanding.js";
import { checkStandards } from "./checkStandards.js";
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
  const { anchoring, issuer, standing, standards, finality } = findOnChain(input);
  const findings: readonly Finding[] = [
    checkIntegrity(receipt.record, document),
    checkInclusion(receipt),
    anchoring,
    issuer,
    standing,
    standards,
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
  readonly standing: Finding;
  readonly standards: Finding;
  readonly finality: Finding;
}

function findOnChain({ receipt, chain, finalityBlocks }: VerdictInput): ChainFindings {
  switch (chain.kind) {
    case "unreachable": {
      const facts: FindingFacts = { nodes: chain.nodes.map(({ url, reason }) => `${url}: ${reason}`) };
      return {
        anchoring: finding("anchoring-node-unreachable", facts),
        issuer: finding("issuer-node-unreachable", facts),
        standing: finding("standing-node-unreachable", facts),
        standards: finding("standards-node-unreachable", facts),
        finality: finding("finality-node-unreachable", facts),
      };
    }
    case "disagreement": {
      const answers = chain.answers.map(({ url, value }) => `${url}: ${value}`);
      const facts: FindingFacts = { field: chain.field, answers };
      return {
        anchoring: finding("anchoring-nodes-disagree", facts),
        issuer: finding("issuer-nodes-disagree", facts),
        standing: finding("standing-nodes-disagree", facts),
        standards: finding("standards-nodes-disagree", facts),
        finality: finding("finality-nodes-disagree", facts),
      };
    }
    case "observed": {
      const { facts } = chain;
      const anchoring = checkAnchoring(receipt, facts);
      const batch = UNRELATED_TO_BATCH.has(anchoring.code) ? null : facts.batch;
      if (batch === null) {
        return {
          anchoring,
          issuer: finding("issuer-not-checked", {}),
          standing: finding("standing-not-checked", {}),
          standards: finding("standards-not-checked", {}),
          finality: finding("finality-not-checked", {}),
        };
      }
      const placed = anchoring.code !== "anchoring-transaction-differs";
      return {
        anchoring,
        issuer: checkIssuer(receipt.record.institutionId, facts.institution, batch),
        standing: checkStanding(receipt.record, facts.standing),
        standards: checkStandards(receipt.record, facts.standards, batch, facts.head.timestamp),
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
