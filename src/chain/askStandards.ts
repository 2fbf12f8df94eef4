import type { IStandardsRegistry } from "../../typechain-types/standards/StandardsRegistry.js";
import type { ChainStandard, ChainStandards, Hex } from "../core/index.js";
import { StandardCategory, schemaStandardId, standardId } from "../core/standards/standardId.js";
import type { RecordQuestion } from "./anchorQuestion.js";
import type { CallSheet } from "./callSheet.js";
import { decodeViewCall, viewCall } from "./contractCalls.js";
import type { ContractAt } from "./contractCalls.js";
import { STANDARDS_REGISTRY } from "./contractInterfaces.js";
import type { DirectoryEntry } from "./directory.js";
import type { Node } from "./node.js";

/**
 * Asks whether what a record names was accepted when it was anchored, of the registry that the directory named then (the
 * first, where it named none yet), and how long it stayed so, of the one that it names now.
 *
 * @param registries every registry that the directory has named, the oldest first
 * @returns reads the answers, once the sheet was sent; null where the directory never named a registry
 */
export function askStandards(
  node: Node,
  sheet: CallSheet,
  registries: readonly DirectoryEntry[],
  record: RecordQuestion,
  { anchoredAt, tag }: { anchoredAt: number; tag: string },
): (() => ChainStandards) | null {
  const then = registries.findLast(({ since }) => since <= anchoredAt) ?? registries[0];
  const now = registries.at(-1);
  if (then === undefined || now === undefined) return null;
  const { kind, schema, digestAlgorithm } = record;
  const asked = standardsRegistryAt(then.target);
  const current = standardsRegistryAt(now.target);
  const accepted = sheet.add(viewCall(asked, "checkRecord", [kind, schema, digestAlgorithm, anchoredAt], tag));
  const ids = [
    standardId(StandardCategory.recordKind, kind),
    schemaStandardId(kind, schema),
    standardId(StandardCategory.digestAlgorithm, digestAlgorithm),
  ];
  const versions = ids.map((id) => sheet.add(viewCall(current, "versionsOf", [id], tag)));
  // What an earlier registry accepted counts until the next one took its place, and goes on as that one says.
  const from = then === now ? anchoredAt : Math.max(anchoredAt, now.since);
  return () => {
    const answers = decodeViewCall(node, asked, "checkRecord", accepted());
    const [kindFacts, schemaFacts, algorithmFacts] = versions.map((outcome, i): ChainStandard => {
      if (answers[i] !== true) return { accepted: false, acceptedUntil: null };
      const [list] = decodeViewCall(node, current, "versionsOf", outcome());
      return { accepted: true, acceptedUntil: endOfAcceptance(list as IStandardsRegistry.VersionStructOutput[], from) };
    }) as [ChainStandard, ChainStandard, ChainStandard];
    return { kind: kindFacts, schema: schemaFacts, digestAlgorithm: algorithmFacts };
  };
}

/**
 * When what is accepted at a time no longer is: versions that follow each other without a gap count as one.
 * @returns Unix seconds, `time` where it is not accepted then; null where no end is set
 */
function endOfAcceptance(versions: readonly IStandardsRegistry.VersionStructOutput[], time: number): number | null {
  let end = time;
  for (const { from, until } of versions) {
    if (Number(from) > end || Number(until) <= end) continue;
    if (until === NO_END) return null;
    end = Number(until);
  }
  return end;
}

/** The end of a version for which none is set. @custom:source contracts/standards/StandardsRegistry.sol */
export const NO_END = 2n ** 48n - 1n;

export function standardsRegistryAt(address: Hex): ContractAt {
  return { name: "StandardsRegistry", address, abi: STANDARDS_REGISTRY };
}
