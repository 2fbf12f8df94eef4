import { NodeUnreachableError, openNode, readAddress } from "../../chain/index.js";
import type { Node } from "../../chain/index.js";
import type { Hex } from "../../core/index.js";
import { describeError } from "../log.js";
import type { Log } from "../log.js";
import { requireChain } from "./requireChain.js";

/** What the relayer knows about its way to the chain. */
export interface ChainHealth {
  readonly reachable: boolean;
  /** Why not; null while it is. */
  readonly reason: string | null;
  /** Unix milliseconds since when. */
  readonly since: number;
}

export interface ChainAccess {
  /**
   * Runs a question to the chain on the first node that answers, beginning with the one that did last.
   * @throws NodeUnreachableError where none does
   */
  ask<T>(question: (node: Node, recordAnchor: Hex) => Promise<T>): Promise<T>;
  readonly health: ChainHealth;
  close(): void;
}

/**
 * @param directory address of `Directory`: what it names is asked again for each question, and never assumed
 * @param context.chainId the chain that every node must serve; null: the one of the first node that answers
 */
export function openChainAccess(
  rpcUrls: readonly string[],
  directory: Hex,
  context: { log: Log; now: () => number; chainId: number | null },
): ChainAccess {
  const nodes = rpcUrls.map((url) => openNode(url));
  let { chainId } = context;
  let current = 0;
  let health: ChainHealth = { reachable: false, reason: "not asked yet", since: context.now() };

  function note(reachable: boolean, reason: string | null): void {
    if (health.reachable === reachable && health.reason === reason) return;
    if (health.reachable !== reachable) {
      if (reachable) context.log.info("chain-reached");
      else context.log.warn("chain-unreachable", { reason });
    }
    health = { reachable, reason, since: health.reachable === reachable ? health.since : context.now() };
  }

  return {
    async ask(question) {
      let last: unknown = null;
      for (let tried = 0; tried < nodes.length; tried++) {
        const node = nodes[(current + tried) % nodes.length];
        if (node === undefined) break;
        try {
          const served = await requireChain(node, chainId);
          const recordAnchor = await readAddress(node, directory, "RecordAnchor");
          // Only now: a chain without the platform is none to stay with.
          chainId ??= served;
          const answer = await question(node, recordAnchor);
          current = (current + tried) % nodes.length;
          note(true, null);
          return answer;
        } catch (error) {
          if (!(error instanceof NodeUnreachableError)) throw error;
          last = error;
          note(false, describeError(error));
        }
      }
      throw last;
    },
    get health() {
      return health;
    },
    close() {
      for (const node of nodes) node.close();
    },
  };
}
