import { RelayerError } from "../errors.js";
import type { Queue } from "../queue/queue.js";

/**
 * The chain that a relayer belongs to: the one that its batches are on, which the configured one must be too. On another
 * chain with contracts at the same addresses, every batch would look lost, and be anchored again where nobody looks.
 *
 * @returns null where none is configured and nothing is anchored yet
 * @throws RelayerError `config-malformed` where the two differ
 */
export async function findChainId(queue: Queue, configured: number | undefined): Promise<number | null> {
  const [newest] = await queue.finalBatches(Number.MAX_SAFE_INTEGER, 1);
  const anchored = newest ?? (await queue.anchoredBatches())[0];
  const known = anchored?.place?.chainId ?? null;
  if (configured !== undefined && known !== null && configured !== known) {
    throw new RelayerError({
      code: "config-malformed",
      message: `config.chainId: ${configured} given, the batches of the queue are on chain ${known}`,
      field: "config.chainId",
    });
  }
  return configured ?? known;
}
