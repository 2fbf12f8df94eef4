import type { ChainAccess } from "../anchor/chainAccess.js";
import type { CheckStandards } from "../intake/parseIntake.js";
import type { Log } from "../log.js";
import type { Queue } from "../queue/queue.js";
import type { MakeReceipt } from "../receipt/createReceiptMaker.js";
import type { RegistryQueries } from "../registry/queries/createRegistryQueries.js";
import type { StepObserver } from "../steps.js";

/** What the routes work with. */
export interface HttpContext {
  readonly queue: Queue;
  readonly chain: ChainAccess;
  readonly log: Log;
  readonly metrics: () => Promise<string>;
  readonly makeReceipt: MakeReceipt;
  readonly observe: StepObserver;
  readonly registry: RegistryQueries;
  /** Made anew for each request: standards change while the relayer runs. */
  readonly checkStandards: () => CheckStandards;
}
