import { readAddress, readBlock } from "../../../src/chain/index.js";
import { encodeAnchorCall, sendCalls } from "../../../src/chain/index.js";
import { buildTree, formatUtcSeconds, hashLeaf, toHex } from "../../../src/core/index.js";
import type { JudicialRecord, Receipt } from "../../../src/core/index.js";
import type { TestInstitution, TestPlatform } from "../../support/deployTestPlatform.js";

/** Anchors records of one institution in one batch, without a relayer, and writes their receipts. */
export async function anchorTestRecords(
  platform: TestPlatform,
  institution: TestInstitution,
  records: readonly JudicialRecord[],
): Promise<Receipt[]> {
  const tree = buildTree(records.map(hashLeaf));
  const root = toHex(tree.root);
  const recordAnchor = await readAddress(platform.node, platform.directory, "RecordAnchor");
  const data = encodeAnchorCall([{ institutionId: institution.id, root, count: tree.count }]);
  const [mined] = await sendCalls(platform.node, institution.relayer.signer, [
    { to: recordAnchor, data, description: "anchor" },
  ]);
  if (mined === undefined) throw new Error("not mined");
  const block = await readBlock(platform.node, mined.blockNumber);
  if (block === null) throw new Error("no block");
  return records.map((record) => ({
    type: "lexanchor/receipt",
    version: 1,
    record,
    leaf: toHex(hashLeaf(record)),
    proof: tree.proofOf(hashLeaf(record)).map((sibling) => toHex(sibling)),
    batch: { sequence: 1, root, count: tree.count },
    ledger: {
      chainId: platform.deployment.chainId,
      recordAnchor,
      transactionHash: mined.hash,
      blockNumber: mined.blockNumber,
      blockHash: mined.blockHash,
      anchoredAt: formatUtcSeconds(block.timestamp),
    },
  }));
}
