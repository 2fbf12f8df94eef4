import { writeFile } from "node:fs/promises";
import { expect } from "chai";
import type { RelayerStep } from "../../src/relayer/index.js";
import { expectEachAnchoredOnce } from "./support/chainState.js";
import { seededRandom } from "./support/random.js";
import { openRelayerWorld } from "./support/relayerWorld.js";
import type { RelayerWorld } from "./support/relayerWorld.js";
import { idsOf, intakeItems, post, receiptsOf } from "./support/requests.js";
import type { IntakeItem } from "./support/requests.js";
import { spawnRelayer } from "./support/spawnRelayer.js";

const RECORDS_A_BATCH = 10;
/** Every step there is, with what a crash leaves after it: one that is added and not listed here does not compile. */
const STEPS: Readonly<Record<RelayerStep, string>> = {
  "records-stored": "after the commit, before the answer",
  "batch-closed": "with batches closed and nothing signed",
  "transaction-signed": "with a signed transaction that is not stored",
  "transaction-stored": "with a stored transaction that was not sent",
  "transaction-sent": "with a transaction sent and nothing heard of it",
  "batch-anchored": "with batches seen in a block",
  "batch-final": "with batches final",
};
const DEFAULT_SEED = 20_220_523;
const ROUNDS = 5;

describe("relayer killed", function () {
  this.timeout(120_000);
  let world: RelayerWorld;

  beforeEach(async () => {
    world = await openRelayerWorld();
    await writeFile(world.configFile, JSON.stringify({ ...world.config, batchMaxRecords: RECORDS_A_BATCH }));
  });
  afterEach(() => world.close());

  const send = (url: string, items: readonly IntakeItem[]) =>
    post(url, world.token, { institutionId: world.court.id, records: items });

  /** Hands everything in again: what was answered before has its id, and every record ends in one batch of the chain. */
  async function expectNothingLost(items: readonly IntakeItem[], answered: ReadonlyMap<string, string>): Promise<void> {
    const relayer = await spawnRelayer(world.configFile);
    try {
      const ids: string[] = [];
      for (let at = 0; at < items.length; at += 10_000) {
        const answer = await send(relayer.url, items.slice(at, at + 10_000));
        expect(answer.status, JSON.stringify(answer.body)).to.equal(202);
        for (const { reference, id } of answer.body.records) {
          if (answered.has(reference)) expect(id, reference).to.equal(answered.get(reference));
        }
        ids.push(...idsOf(answer));
      }
      await expectEachAnchoredOnce(world, await receiptsOf(relayer.url, ids, 60_000));
    } finally {
      expect(await relayer.terminate()).to.equal(0);
    }
  }

  for (const [step, when] of Object.entries(STEPS) as [RelayerStep, string][]) {
    it(`loses and doubles nothing: at ${step}, ${when}`, async () => {
      const items = intakeItems(25);
      const relayer = await spawnRelayer(world.configFile, step);
      const answering = send(relayer.url, items).catch(() => null);
      await relayer.halted;
      // Before its answer, there is none: the others are answered, and their answer is on its way already.
      const answer = step === "records-stored" ? null : await answering;
      await relayer.kill();
      await answering;
      const answered = new Map(answer?.body.records.map(({ reference, id }) => [reference, id]) ?? []);
      expect(answered.size).to.equal(step === "records-stored" ? 0 : items.length);
      await expectNothingLost(items, answered);
    });
  }

  it(`loses and doubles nothing, killed ${ROUNDS} times at random moments`, async function () {
    const seed = Number(process.env["LEXANCHOR_TEST_SEED"] ?? DEFAULT_SEED);
    // In the test's own name too, so that it stands beside a failure.
    if (this.test !== undefined) this.test.title += ` (LEXANCHOR_TEST_SEED=${seed})`;
    // One for the moments and one for the load, which asks for a number whenever it has an answer.
    const moment = seededRandom(seed);
    const random = seededRandom(seed + 1);
    const answered = new Map<string, string>();
    let given = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const relayer = await spawnRelayer(world.configFile);
      let isKilled = false;
      const pour = async (): Promise<void> => {
        while (!isKilled) {
          const size = 1 + Math.floor(random() * 25);
          const items = intakeItems(size, 1 + given);
          given += size;
          const answer = await send(relayer.url, items).catch(() => null);
          for (const { reference, id } of answer?.body.records ?? []) answered.set(reference, id);
          // A pause, so that what is killed is the work and not only the intake.
          await new Promise((resolve) => setTimeout(resolve, random() * 20));
        }
      };
      const pouring = Promise.all([pour(), pour()]);
      await new Promise((resolve) => setTimeout(resolve, moment() * 400));
      isKilled = true;
      await relayer.kill();
      await pouring;
    }
    await expectNothingLost(intakeItems(given), answered);
  });
});
