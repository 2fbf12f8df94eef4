import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { readHead } from "../../../src/chain/index.js";
import { SILENT_LOG } from "../../../src/relayer/log.js";
import { createRegistryQueries } from "../../../src/relayer/registry/queries/createRegistryQueries.js";
import type { RegistryQueries } from "../../../src/relayer/registry/queries/createRegistryQueries.js";
import { openIndexDatabase } from "../../../src/relayer/registry/store/openIndexDatabase.js";
import { poll } from "../../support/poll.js";
import { createDice } from "./support/dice.js";
import { expectEqualsStorage } from "./support/expectEqualsStorage.js";
import { openTestIndex } from "./support/openTestIndex.js";
import { OPERATIONS, createRandomHistory } from "./support/randomHistory.js";
import { startRegistryChain } from "./support/registryChain.js";
import type { RegistryChain } from "./support/registryChain.js";
import { spawnIndexer } from "./support/spawnIndexer.js";
import type { SpawnedIndexer } from "./support/spawnIndexer.js";

const ENOUGH = 2_000;
/** After so many blocks each, on average. */
const RARE = { kill: 12, reorg: 12, revert: 20 };

describe("registry index", function () {
  this.timeout(180_000);
  let chain: RegistryChain;
  let folder: string;
  let database: DatabaseSync;
  let queries: RegistryQueries;
  let indexer: SpawnedIndexer;

  beforeEach(async () => {
    chain = await startRegistryChain();
    folder = await mkdtemp(join(tmpdir(), "lexanchor-registry-"));
    database = openIndexDatabase(join(folder, "registry"), SILENT_LOG);
    queries = createRegistryQueries(database);
    indexer = startIndexer();
  });
  afterEach(async () => {
    await indexer.kill();
    database.close();
    await chain.close();
    await rm(folder, { recursive: true, force: true });
  });

  function startIndexer(): SpawnedIndexer {
    const { directory } = chain.platform;
    const file = join(folder, "registry");
    return spawnIndexer({ file, rpcUrls: [chain.anvil.url], directory, finalityBlocks: 3, pollIntervalMs: 20 });
  }

  async function waitForIndex(): Promise<void> {
    const { hash } = await readHead(chain.platform.node);
    await poll("the index has read all", () => Promise.resolve(queries.position()?.hash === hash)).catch(
      (cause: unknown) => {
        throw new Error(indexer.logged, { cause });
      },
    );
  }

  it(`equals the contracts' storage after ${ENOUGH} random operations, reorganisations and kills`, async function () {
    const seed = Number(process.env["LEXANCHOR_TEST_SEED"] ?? Math.floor(Math.random() * 2 ** 32));
    // In the test's own name, so that it stands beside a failure.
    if (this.test !== undefined) this.test.title += ` (LEXANCHOR_TEST_SEED=${seed})`;
    const dice = createDice(seed);
    const history = await createRandomHistory(chain, dice);
    const happened = { blocks: 0, kills: 0, reorganisations: 0, reverts: 0, comparisons: 0 };
    let done = 0;
    let snapshot: unknown = null;
    const compare = async (share: "all" | "some"): Promise<void> => {
      await waitForIndex();
      await expectEqualsStorage(chain, queries, history, dice, share);
      happened.comparisons += 1;
    };

    while (done < ENOUGH) {
      done += await history.mineBlock(10 + dice.below(50));
      happened.blocks += 1;
      if (dice.oneIn(4)) await chain.anvil.mine(1 + dice.below(30));
      if (dice.oneIn(RARE.kill)) {
        await indexer.kill();
        indexer = startIndexer();
        happened.kills += 1;
      }
      if (snapshot === null) snapshot = dice.oneIn(RARE.revert / 2) ? await chain.anvil.rpc("evm_snapshot") : null;
      else if (dice.oneIn(RARE.revert / 4)) {
        await chain.anvil.rpc("evm_revert", [snapshot]);
        snapshot = null;
        // Where the index had come so far, it is told by other blocks in their places.
        await history.mineBlock(5);
        happened.reverts += 1;
        await compare("some");
      }
      if (dice.oneIn(RARE.reorg)) {
        await chain.anvil.rpc("anvil_reorg", [1 + dice.below(5), []]);
        snapshot = null;
        happened.reorganisations += 1;
        if (dice.oneIn(2)) await compare("some");
      }
    }
    await compare("all");
    // And from nothing, mostly by ranges.
    await indexer.kill();
    const fresh = await openTestIndex(chain);
    await fresh.readAll();
    await expectEqualsStorage(chain, fresh.queries, history, dice);
    await fresh.stop();
    expect(Object.keys(OPERATIONS).filter((name) => !history.accepted.has(name))).to.deep.equal([]);
    const figures = Object.entries(happened).map(([what, times]) => `${times} ${what}`);
    if (this.test !== undefined) this.test.title += `: ${done} operations, ${figures.join(", ")}`;
  });
});
