import { fromHex, sameHex, toHex } from "../hex.js";
import { processProof } from "../merkle/processProof.js";
import { proofLengths } from "../merkle/proofLengths.js";
import type { Receipt } from "../receipt/receipt.js";
import { hashLeaf } from "../record/hashLeaf.js";
import { finding } from "./finding.js";
import type { Finding } from "./verdict.js";

/** Whether the record is under the batch's root: computed from the receipt alone. */
export function checkInclusion({ record, leaf, proof, batch }: Receipt): Finding {
  const computedLeaf = hashLeaf(record);
  if (!sameHex(toHex(computedLeaf), leaf)) {
    return finding("inclusion-leaf-differs", { receipt: leaf, computed: toHex(computedLeaf) });
  }
  const { shortest, longest } = proofLengths(batch.count);
  if (proof.length < shortest || proof.length > longest) {
    const facts = { proofLength: proof.length, shortest, longest, count: batch.count };
    return finding("inclusion-proof-length-impossible", facts);
  }
  const siblings = proof.map((sibling, i) => fromHex(sibling, 32, `receipt.proof[${i}]`));
  const root = toHex(processProof(computedLeaf, siblings));
  if (!sameHex(root, batch.root)) return finding("inclusion-root-differs", { receipt: batch.root, computed: root });
  return finding("inclusion-proved", { leaf, root, proofLength: proof.length });
}
