import type { ChainStanding, Hex } from "../core/index.js";
import { askDisowned } from "./askIssuer.js";
import { askStanding } from "./askStanding.js";
import { CallSheet } from "./callSheet.js";
import type { Node } from "./node.js";

/** Whether records stand, by their leaves, in their order; says nothing about whether they were anchored. */
export async function readStandings(
  node: Node,
  recordAnchor: Hex,
  records: readonly { institutionId: number; leaf: Hex }[],
): Promise<ChainStanding[]> {
  const first = new CallSheet(node);
  const asked = records.map((record) => askStanding(node, first, { ...record, recordAnchor }, "latest"));
  await first.send();
  const standings = asked.map((read) => read());
  const second = new CallSheet(node);
  const disowned = standings.map(({ account }, i) => {
    const { institutionId } = records[i] as { institutionId: number };
    return account && askDisowned(node, second, { recordAnchor, institutionId, account }, "latest");
  });
  await second.send();
  return standings.map((standing, i) => ({ ...standing, accountDisownedSince: disowned[i]?.() ?? null }));
}

/** From when on an institution does not answer for what an account anchors, in Unix seconds; null for never. */
export async function readDisownedSince(
  node: Node,
  recordAnchor: Hex,
  institutionId: number,
  account: Hex,
): Promise<number | null> {
  const sheet = new CallSheet(node);
  const since = askDisowned(node, sheet, { recordAnchor, institutionId, account }, "latest");
  await sheet.send();
  return since();
}
