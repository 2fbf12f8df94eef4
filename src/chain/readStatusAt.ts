import type { Hex, InstitutionStatus } from "../core/index.js";
import { readAll } from "./contractCalls.js";
import { institutionStatusByNumber } from "./institutionKinds.js";
import { registryAt } from "./institutions.js";
import type { Node } from "./node.js";

/**
 * How an institution stood at a time, as the registry answers; `none` before it was registered.
 * @param time Unix seconds, not after the latest block
 * @throws ChainError `transaction-reverted` for a time in the future
 */
export async function readStatusAt(node: Node, registry: Hex, id: number, time: number): Promise<InstitutionStatus> {
  const [answer] = await readAll(node, registryAt(registry), "statusAt", [[id, time]]);
  return institutionStatusByNumber(Number(answer?.[0]));
}
