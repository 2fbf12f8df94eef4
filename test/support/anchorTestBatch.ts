import { randomBytes } from "node:crypto";
import {
  anchoredBatches,
  broadcast,
  buildAnchorTransaction,
  nonceAt,
  readBlock,
  signTransaction,
  simulateAnchor,
  transactionOutcome,
} from "../../src/chain/index.js";
import { RECEIPT_TYPE, RECEIPT_VERSION, buildTree, formatUtcSeconds, hashLeaf, toHex } from "../../src/core/index.js";
import type { Hex, JudicialRecord, Receipt } from "../../src/core/index.js";
import type { TestInstitution, TestPlatform } from "./deployTestPlatform.js";
import { poll } from "./poll.js";

/** A record of random content. */
export function makeRecord(institutionId: number): JudicialRecord {
  const digest: Hex = `0x${randomBytes(32).toString("hex")}`;
  return {
    institutionId,
    kind: 1,
    schema: 1,
    digestAlgorithm: "sha-256",
    digest,
    metadataRoot: `0x${"00".repeat(32)}`,
  };
}

/** Anchors batches of an institution in one transaction, as a relayer would, and gives the receipts of each. */
export async function anchorTestBatches(
  platform: TestPlatform,
  institution: TestInstitution,
  batches: readonly (readonly JudicialRecord[])[],
): Promise<Receipt[][]> {
  const { node, recordAnchor } = platform;
  const trees = batches.map((records) => {
    const leaves = records.map(hashLeaf);
    const tree = buildTree(leaves);
    return { records, leaves, tree, root: toHex(tree.root) };
  });
  const toAnchor = trees.map(({ root, tree }) => ({ institutionId: institution.id, root, count: tree.count }));
  const simulated = await simulateAnchor(node, recordAnchor, institution.relayer.address, toAnchor);
  if (simulated.kind === "refused") throw new Error(simulated.revert.message);
  const nonce = await nonceAt(node, institution.relayer.address, "pending");
  const unsigned = await buildAnchorTransaction(node, { recordAnchor, batches: toAnchor, nonce, gas: simulated.gas });
  const signed = await signTransaction(institution.relayer.signer, unsigned);
  await broadcast(node, signed.raw);
  await poll("the batch is mined", async () => {
    if ((await transactionOutcome(node, signed.hash)).kind === "mined") return true;
    await node.request("anvil_mine", ["0x1"]);
    return false;
  });
  const outcome = await transactionOutcome(node, signed.hash);
  if (outcome.kind !== "mined" || !outcome.succeeded) throw new Error("the transaction failed");
  const block = await readBlock(node, outcome.blockNumber);
  const anchored = anchoredBatches(outcome.logs, recordAnchor);
  return trees.map(({ records, leaves, tree, root }, i) =>
    records.map((record, j) => ({
      type: RECEIPT_TYPE,
      version: RECEIPT_VERSION,
      record,
      leaf: toHex(leaves[j] as Uint8Array),
      proof: tree.proofOf(leaves[j] as Uint8Array).map((sibling) => toHex(sibling)),
      batch: { sequence: anchored[i]?.sequence ?? 0, root, count: tree.count },
      ledger: {
        chainId: platform.deployment.chainId,
        recordAnchor,
        transactionHash: signed.hash,
        blockNumber: outcome.blockNumber,
        blockHash: outcome.blockHash,
        anchoredAt: formatUtcSeconds(block?.timestamp ?? 0),
      },
    })),
  );
}
