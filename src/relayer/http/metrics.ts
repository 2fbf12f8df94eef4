import type { ChainAccess } from "../anchor/chainAccess.js";
import type { IndexLag } from "../registry/openRegistryIndex.js";
import type { Queue } from "../queue/queue.js";

/** Writes what `/metrics` answers: is anything late, stuck, held? Ages are in seconds, 0 where nothing waits. */
export function createMetrics(
  queue: Queue,
  chain: ChainAccess,
  now: () => number,
  lag: () => IndexLag,
): () => Promise<string> {
  return async () => {
    const figures = await queue.figures();
    const { block, blocksBehind, lastRoundAt } = lag();
    const age = (since: number | null): number => (since === null ? 0 : Math.max(0, (now() - since) / 1000));
    return [
      ...gauge("lexanchor_records", "Records by state.", figures.recordsByState),
      ...gauge("lexanchor_batches", "Batches by state.", figures.batchesByState),
      ...single("lexanchor_batches_held", "Batches that the chain refuses for now.", figures.batchesHeld),
      ...single(
        "lexanchor_oldest_waiting_record_seconds",
        "Age of the oldest record in no batch.",
        age(figures.oldestReceivedAt),
      ),
      ...single(
        "lexanchor_oldest_unfinished_batch_seconds",
        "Age of the oldest batch that is not final.",
        age(figures.oldestNotFinalClosedAt),
      ),
      ...single("lexanchor_chain_reachable", "Whether the chain answered last.", chain.health.reachable ? 1 : 0),
      ...single(
        "lexanchor_registry_block",
        "Last block that the index of the registries has read, -1 for none.",
        block ?? -1,
      ),
      ...single(
        "lexanchor_registry_blocks_behind",
        "Blocks that the node had more when it was last asked, NaN before.",
        blocksBehind ?? Number.NaN,
      ),
      ...single(
        "lexanchor_registry_last_round_seconds",
        "Time since the index last heard of the chain, NaN before.",
        lastRoundAt === null ? Number.NaN : age(lastRoundAt),
      ),
      "",
    ].join("\n");
  };
}

function gauge(name: string, help: string, values: Readonly<Record<string, number>>): string[] {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...Object.entries(values).map(([state, value]) => `${name}{state="${state}"} ${value}`),
  ];
}

function single(name: string, help: string, value: number): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, `${name} ${value}`];
}
