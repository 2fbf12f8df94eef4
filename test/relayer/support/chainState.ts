import { expect } from "chai";
import { verifyRecords } from "../../../src/client/index.js";
import type { Receipt } from "../../../src/core/index.js";
import { IRecordAnchor__factory } from "../../../typechain-types/index.js";
import type { RelayerWorld } from "./relayerWorld.js";

const anchorAbi = IRecordAnchor__factory.createInterface();

export interface AnchoredEvent {
  institutionId: number;
  sequence: number;
  root: string;
  count: number;
}

/** Every `BatchAnchored` of the chain, in order. */
export async function anchoredEvents({ platform }: RelayerWorld): Promise<AnchoredEvent[]> {
  const topics = anchorAbi.encodeFilterTopics("BatchAnchored", []);
  const logs = (await platform.node.request("eth_getLogs", [
    { address: platform.recordAnchor, fromBlock: "0x0", toBlock: "latest", topics },
  ])) as { topics: string[]; data: string }[];
  return logs.map((log) => {
    const event = anchorAbi.parseLog(log);
    if (event === null) throw new Error("a log that is no BatchAnchored");
    const { institutionId, sequence, root, count } = event.args.toObject() as {
      institutionId: bigint;
      sequence: bigint;
      root: string;
      count: bigint;
    };
    return { institutionId: Number(institutionId), sequence: Number(sequence), root, count: Number(count) };
  });
}

/**
 * Nothing lost, nothing doubled: every receipt is authentic by the chain alone, every record is in one batch, the chain
 * has exactly the batches of the receipts, each once, and their sequence has no gap.
 */
export async function expectEachAnchoredOnce(world: RelayerWorld, receipts: readonly Receipt[]): Promise<void> {
  const { verdicts } = await verifyAll(world, receipts);
  expect(verdicts.filter((outcome) => outcome !== "authentic")).to.deep.equal([]);
  expect(new Set(receipts.map(({ leaf }) => leaf)).size).to.equal(receipts.length);
  const events = await anchoredEvents(world);
  expect(events.map(({ sequence }) => sequence)).to.deep.equal(events.map((_, i) => i + 1));
  const roots = new Set(receipts.map(({ batch }) => batch.root));
  expect([...roots].sort()).to.deep.equal(events.map(({ root }) => root).sort());
  expect(events.reduce((sum, { count }) => sum + count, 0)).to.equal(receipts.length);
}

async function verifyAll(
  { anvil, platform }: RelayerWorld,
  receipts: readonly Receipt[],
): Promise<{ verdicts: string[] }> {
  const verdicts = await verifyRecords(
    receipts.map((receipt) => ({ receipt })),
    { nodes: [anvil.url], directory: platform.directory, finalityBlocks: 0 },
  );
  return { verdicts: verdicts.map(({ outcome }) => outcome) };
}
