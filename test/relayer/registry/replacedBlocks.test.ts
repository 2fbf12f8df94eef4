import { writeFile } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { SILENT_LOG } from "../../../src/relayer/log.js";
import { createRegistryQueries } from "../../../src/relayer/registry/queries/createRegistryQueries.js";
import { createIndexStore } from "../../../src/relayer/registry/store/indexStore.js";
import { openIndexDatabase } from "../../../src/relayer/registry/store/openIndexDatabase.js";
import { listContract } from "../../support/replaceStandards.js";
import { createDice } from "./support/dice.js";
import { expectEqualsStorage } from "./support/expectEqualsStorage.js";
import { openTestIndex } from "./support/openTestIndex.js";
import type { TestIndex } from "./support/openTestIndex.js";
import { createRandomHistory } from "./support/randomHistory.js";
import type { RandomHistory } from "./support/randomHistory.js";
import { startRegistryChain } from "./support/registryChain.js";
import type { RegistryChain } from "./support/registryChain.js";

describe("registry index, where blocks are replaced", function () {
  this.timeout(60_000);
  const dice = createDice(11);
  let chain: RegistryChain;
  let history: RandomHistory;
  let index: TestIndex;

  async function begin({ listed = true } = {}): Promise<void> {
    chain = await startRegistryChain({ listed });
    history = await createRandomHistory(chain, dice, { replacing: listed });
    index = await openTestIndex(chain);
  }
  afterEach(async () => {
    await index.stop();
    await chain.close();
  });

  const expectEqual = async (): Promise<void> => {
    await index.readAll();
    await expectEqualsStorage(chain, index.queries, history, dice);
  };
  const undone = (): number => index.logged.filter((line) => line.includes("registry-blocks-undone")).length;

  it("takes back what was in them, and reads those in their place", async () => {
    await begin();
    await history.mineBlock(60);
    const snapshot = await chain.anvil.rpc("evm_snapshot");
    for (let block = 0; block < 5; block++) await history.mineBlock(30);
    await expectEqual();
    await chain.anvil.rpc("evm_revert", [snapshot]);
    await history.mineBlock(30);
    await expectEqual();
    expect(undone()).to.be.greaterThan(0);
  });

  it("waits for a node that has come less far and has the same blocks", async () => {
    await begin();
    await history.mineBlock(60);
    const snapshot = await chain.anvil.rpc("evm_snapshot");
    await chain.anvil.mine(3);
    await index.readAll();
    const position = index.queries.position();
    await chain.anvil.rpc("evm_revert", [snapshot]);
    await index.restart();
    expect(index.queries.position()).to.deep.equal(position);
    await history.mineBlock(30);
    await chain.anvil.mine(3);
    await expectEqual();
  });

  it("finds its way back however many were replaced", async () => {
    await begin();
    await history.mineBlock(60);
    const snapshot = await chain.anvil.rpc("evm_snapshot");
    await history.mineBlock(40);
    // More than it keeps hashes of.
    await chain.anvil.mine(200);
    await expectEqual();
    await chain.anvil.rpc("evm_revert", [snapshot]);
    await history.mineBlock(40);
    await chain.anvil.mine(230);
    await expectEqual();
    expect(undone()).to.be.greaterThan(0);
  });

  it("reads what a contract said before it was listed, and again where its listing was replaced", async () => {
    await begin({ listed: false });
    await history.mineBlock(60);
    for (let block = 0; block < 4; block++) await history.mineBlock(40);
    await chain.anvil.mine(100);
    await index.readAll();
    expect(index.queries.standards(null)?.value.standards).to.deep.equal([]);
    expect(history.licences.length).to.be.greaterThan(5);

    const { lawyerRegistry, standardsRegistry } = chain.platform;
    await chain.anvil.rpc("evm_setAutomine", [true]);
    const snapshot = await chain.anvil.rpc("evm_snapshot");
    for (let time = 0; time < 2; time++) {
      await listContract(chain.platform, "LawyerRegistry", lawyerRegistry);
      await listContract(chain.platform, "StandardsRegistry", standardsRegistry);
      await expectEqual();
      expect(history.licences.some((licence) => index.queries.lawyer(licence, null)?.value != null)).to.equal(true);
      if (time === 0) await chain.anvil.rpc("evm_revert", [snapshot]);
      if (time === 0) await chain.anvil.mine(5);
    }
  });

  it("is made anew where its file is damaged, or in another format", async () => {
    await begin();
    await history.mineBlock(60);
    await expectEqual();
    await index.restart(() => writeFile(index.file, "this was a database ".repeat(1_000)));
    await expectEqual();
    await index.restart(() => {
      const database = new DatabaseSync(index.file);
      database.exec("PRAGMA user_version = 999");
      database.close();
      return Promise.resolve();
    });
    await expectEqual();
    expect(index.logged.filter((line) => line.includes("registry-index-made-anew"))).to.have.lengthOf(2);
  });

  it("is emptied where it is of another directory", async () => {
    await begin();
    await history.mineBlock(60);
    await expectEqual();
    await index.restart(() => {
      const database = openIndexDatabase(index.file, SILENT_LOG);
      const other = createIndexStore(database, `0x${"de".repeat(20)}`);
      expect(other.position()).to.equal(null);
      expect(createRegistryQueries(database).institution(1, null)).to.equal(null);
      database.close();
      return Promise.resolve();
    });
    await expectEqual();
  });
});
