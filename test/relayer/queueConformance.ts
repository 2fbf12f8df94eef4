import { expect } from "chai";
import { hashLeaf, parseRecord, toHex } from "../../src/core/index.js";
import type { Hex } from "../../src/core/index.js";
import { sealBatch } from "../../src/relayer/batch/sealBatch.js";
import type { BatchPlace, NewRecord, Queue } from "../../src/relayer/queue/queue.js";
import { intakeItem } from "./support/requests.js";

/** Milliseconds that tests set. */
export interface TestClock {
  now: number;
}

/** What a backend has to give: a queue on storage that lasts, and the same storage opened anew. */
export interface QueueBackend {
  open(now: () => number): Promise<Queue>;
  /** Opens what the last one wrote. */
  reopen(now: () => number): Promise<Queue>;
  close(): Promise<void>;
}

const COURT = 7;
const PLACE: BatchPlace = {
  chainId: 202209,
  recordAnchor: `0x${"0a".repeat(20)}`,
  sequence: 1,
  anchoredAt: 1_700_000_000,
  transactionHash: `0x${"0b".repeat(32)}`,
  blockNumber: 12,
  blockHash: `0x${"0c".repeat(32)}`,
};
const transaction = (nonce: number, byte = "0d"): { account: Hex; nonce: number; hash: Hex; raw: Hex } => ({
  account: `0x${"0e".repeat(20)}`,
  nonce,
  hash: `0x${byte.repeat(32)}`,
  raw: `0x${byte.repeat(100)}`,
});

export function newRecord(n: number, changes: { reference?: string; institutionId?: number } = {}): NewRecord {
  const { reference, ...item } = intakeItem(n);
  const record = parseRecord({ ...item, institutionId: changes.institutionId ?? COURT }, "record");
  return { reference: changes.reference ?? reference, record, leaf: hashLeaf(record) };
}

/** What every backend of the queue must do. */
export function describeQueue(name: string, openBackend: () => Promise<QueueBackend>): void {
  describe(`queue (${name})`, () => {
    let backend: QueueBackend;
    let queue: Queue;
    const clock: TestClock = { now: 1_000 };

    beforeEach(async () => {
      clock.now = 1_000;
      backend = await openBackend();
      queue = await backend.open(() => clock.now);
    });
    afterEach(async () => {
      await queue.close();
      await backend.close();
    });

    async function add(...records: NewRecord[]): Promise<string[]> {
      const outcome = await queue.addRecords(COURT, records);
      if (outcome.kind === "conflict") throw new Error("conflict");
      return outcome.records.map(({ id }) => id);
    }

    async function closeBatch(max = 100): Promise<number> {
      const batch = await queue.closeBatch(COURT, max);
      if (batch === null) throw new Error("nothing waits");
      return batch.id;
    }

    const stateOf = async (id: string): Promise<string | undefined> => (await queue.recordById(id))?.state;

    it("gives a record back as it came, after it was opened anew too", async () => {
      const [id = ""] = await add(newRecord(1));
      await queue.close();
      queue = await backend.reopen(() => clock.now);
      const stored = await queue.recordById(id);
      expect(stored).to.deep.include({
        id,
        reference: "case-1",
        record: newRecord(1).record,
        state: "received",
        receivedAt: 1_000,
        batchId: null,
        rejection: null,
      });
      expect(toHex(stored?.leaf ?? new Uint8Array())).to.equal(toHex(newRecord(1).leaf));
    });

    it("gives the same reference with the same content the same id, within a request and later", async () => {
      const [first, again] = await add(newRecord(1), newRecord(1));
      expect(again).to.equal(first);
      expect(await add(newRecord(2), newRecord(1))).to.include(first);
    });

    it("stores nothing of a request in which a reference stands for other content", async () => {
      const [known = ""] = await add(newRecord(1));
      const outcome = await queue.addRecords(COURT, [newRecord(2), newRecord(3, { reference: "case-1" })]);
      expect(outcome).to.deep.equal({ kind: "conflict", conflicts: [{ index: 1, reference: "case-1", id: known }] });
      expect(await queue.recordByReference(COURT, "case-2")).to.equal(null);
    });

    it("names no id for a conflict within one request: that id is gone with it", async () => {
      const outcome = await queue.addRecords(COURT, [newRecord(1), newRecord(2, { reference: "case-1" })]);
      expect(outcome).to.deep.equal({ kind: "conflict", conflicts: [{ index: 1, reference: "case-1", id: null }] });
    });

    it("keeps one institution's references apart from another's", async () => {
      await add(newRecord(1));
      const other = await queue.addRecords(8, [newRecord(2, { reference: "case-1", institutionId: 8 })]);
      expect(other.kind).to.equal("added");
    });

    it("takes requests side by side, and a conflict in one takes nothing from the others", async () => {
      await add(newRecord(1));
      const outcomes = await Promise.all([
        queue.addRecords(COURT, [newRecord(2)]),
        queue.addRecords(COURT, [newRecord(3), newRecord(9, { reference: "case-1" })]),
        queue.addRecords(COURT, [newRecord(4)]),
      ]);
      expect(outcomes.map(({ kind }) => kind)).to.deep.equal(["added", "conflict", "added"]);
      const found = await Promise.all([2, 3, 4].map((n) => queue.recordByReference(COURT, `case-${n}`)));
      expect(found.map((record) => record !== null)).to.deep.equal([true, false, true]);
    });

    it("finds the records of a digest, the oldest first", async () => {
      const ids = await add(newRecord(1), newRecord(1, { reference: "again" }), newRecord(2));
      const found = await queue.recordsByDigest(newRecord(1).record.digest, 10);
      expect(found.map(({ id }) => id)).to.deep.equal(ids.slice(0, 2));
      expect(await queue.recordsByDigest(newRecord(1).record.digest, 1)).to.have.length(1);
    });

    it("says which institutions wait, for how many, and since when", async () => {
      await add(newRecord(1));
      clock.now = 2_000;
      await add(newRecord(2), newRecord(3));
      await queue.addRecords(9, [newRecord(4, { institutionId: 9 })]);
      expect(await queue.waitingRecords(2)).to.deep.equal([
        { institutionId: COURT, count: 2, oldestReceivedAt: 1_000 },
        { institutionId: 9, count: 1, oldestReceivedAt: 2_000 },
      ]);
    });

    it("closes a batch over the oldest records, and puts each into exactly one", async () => {
      const ids = await add(newRecord(1), newRecord(2), newRecord(3));
      const first = await queue.closeBatch(COURT, 2);
      const second = await queue.closeBatch(COURT, 2);
      expect(await queue.closeBatch(COURT, 2)).to.equal(null);
      expect(first).to.deep.include({ ...sealBatch([newRecord(1).leaf, newRecord(2).leaf]), state: "batched" });
      expect(second).to.deep.include(sealBatch([newRecord(3).leaf]));
      const batchIds = await Promise.all(ids.map(async (id) => (await queue.recordById(id))?.batchId));
      expect(batchIds).to.deep.equal([first?.id, first?.id, second?.id]);
    });

    it("counts equal records of one batch as one leaf", async () => {
      await add(newRecord(1), newRecord(1, { reference: "again" }));
      const id = await closeBatch();
      expect((await queue.batchById(id))?.count).to.equal(1);
      expect(await queue.leavesOf(id)).to.have.length(1);
    });

    it("lets records whose batch would have a known root join that batch", async () => {
      await add(newRecord(1));
      const first = await closeBatch();
      const [again = ""] = await add(newRecord(1, { reference: "again" }));
      expect(await closeBatch()).to.equal(first);
      expect((await queue.recordById(again))?.batchId).to.equal(first);
      expect((await queue.figures()).recordsByState.batched).to.equal(2);
    });

    it("takes records through every state", async () => {
      const [id = ""] = await add(newRecord(1));
      expect(await stateOf(id)).to.equal("received");
      const batchId = await closeBatch();
      expect(await stateOf(id)).to.equal("batched");
      await queue.storeTransaction(transaction(0), [batchId]);
      expect(await stateOf(id)).to.equal("submitted");
      expect(await queue.batchesToSubmit(10)).to.deep.equal([]);
      await queue.markAnchored(batchId, PLACE);
      expect(await stateOf(id)).to.equal("anchored");
      expect((await queue.batchById(batchId))?.place).to.deep.equal(PLACE);
      await queue.markFinal([batchId]);
      expect(await stateOf(id)).to.equal("final");
      expect(await queue.openTransactions()).to.deep.equal([]);
      expect(await queue.hasBatchesUnderWay()).to.equal(false);
    });

    it("keeps a transaction open until all of its batches are final", async () => {
      await add(newRecord(1), newRecord(2));
      const batchIds = [await closeBatch(1), await closeBatch(1)];
      await queue.storeTransaction(transaction(0), batchIds);
      for (const id of batchIds) await queue.markAnchored(id, PLACE);
      await queue.markFinal(batchIds.slice(0, 1));
      expect(await queue.openTransactions()).to.have.length(1);
      await queue.markFinal(batchIds.slice(1));
      expect(await queue.openTransactions()).to.have.length(0);
    });

    it("never holds two open transactions of one account and nonce", async () => {
      await add(newRecord(1), newRecord(2));
      await queue.storeTransaction(transaction(5), [await closeBatch(1)]);
      const second = await closeBatch(1);
      let refused = false;
      await queue.storeTransaction(transaction(5, "0f"), [second]).catch(() => (refused = true));
      expect(refused).to.equal(true);
      expect((await queue.batchById(second))?.state).to.equal("batched");
    });

    it("puts the batches of an abandoned transaction back, but not those that are anchored", async () => {
      await add(newRecord(1), newRecord(2));
      const first = await closeBatch(1);
      const second = await closeBatch(1);
      const stored = await queue.storeTransaction(transaction(0), [first, second]);
      await queue.markAnchored(first, PLACE);
      await queue.abandonTransaction(stored.id);
      expect((await queue.batchesToSubmit(10)).map(({ id }) => id)).to.deep.equal([second]);
      expect((await queue.batchById(first))?.state).to.equal("anchored");
      await queue.storeTransaction(transaction(0, "0f"), [second]);
    });

    it("sends a lost batch back to its open transaction, or else to the start", async () => {
      await add(newRecord(1), newRecord(2));
      const followed = await closeBatch(1);
      const adopted = await closeBatch(1);
      await queue.storeTransaction(transaction(0), [followed]);
      for (const id of [followed, adopted]) await queue.markAnchored(id, PLACE);
      for (const id of [followed, adopted]) await queue.markLost(id);
      expect((await queue.batchById(followed))?.state).to.equal("submitted");
      expect(await queue.batchById(adopted)).to.deep.include({ state: "batched", place: null });
    });

    it("sends a final batch that the chain lost back to the start", async () => {
      await add(newRecord(1));
      const id = await closeBatch();
      await queue.storeTransaction(transaction(0), [id]);
      await queue.markAnchored(id, PLACE);
      await queue.markFinal([id]);
      expect((await queue.finalBatches(Number.MAX_SAFE_INTEGER, 10)).map((batch) => batch.id)).to.deep.equal([id]);
      await queue.markLost(id);
      expect((await queue.batchById(id))?.state).to.equal("batched");
    });

    it("holds a refused batch until its time has come, and counts the refusals", async () => {
      await add(newRecord(1));
      const id = await closeBatch();
      await queue.holdBatch(id, "institution 7 is suspended", 500);
      expect(await queue.batchesToSubmit(10)).to.deep.equal([]);
      expect((await queue.figures()).batchesHeld).to.equal(1);
      clock.now += 500;
      const [batch] = await queue.batchesToSubmit(10);
      expect(batch?.hold).to.deep.equal({ reason: "institution 7 is suspended", refusals: 1, retryAt: 1_500 });
    });

    it("keeps a rejected record out of batches, and never rejects one that is in a batch", async () => {
      const [rejected = "", batched = ""] = await add(newRecord(1), newRecord(2));
      const rejection = { code: "institution-retired", field: "institutionId", reason: "institution 7 is retired" };
      expect(await queue.rejectRecord(rejected, rejection)).to.equal(true);
      await closeBatch();
      expect(await queue.recordById(rejected)).to.deep.include({ state: "rejected", batchId: null, rejection });
      expect(await queue.rejectRecord(batched, rejection)).to.equal(false);
      expect((await queue.figures()).recordsByState).to.deep.include({ rejected: 1, batched: 1, received: 0 });
    });

    it("finds a token by the hash of its secret, and knows which are revoked", async () => {
      const hash = new Uint8Array(32).fill(3);
      const token = await queue.addToken(COURT, "case system", hash);
      expect(await queue.tokenBySecretHash(hash)).to.deep.equal(token);
      expect(await queue.tokenBySecretHash(new Uint8Array(32))).to.equal(null);
      clock.now = 5_000;
      expect(await queue.revokeToken(token.id)).to.equal(true);
      expect(await queue.revokeToken(token.id)).to.equal(false);
      expect(await queue.tokens()).to.deep.equal([{ ...token, revokedAt: 5_000 }]);
    });

    it("refuses what comes after it was closed, and finishes what came before", async () => {
      const adding = queue.addRecords(COURT, [newRecord(1)]);
      const closing = queue.close();
      expect((await adding).kind).to.equal("added");
      await closing;
      let refused: unknown;
      await queue.addRecords(COURT, [newRecord(2)]).catch((error: unknown) => (refused = error));
      expect(refused).to.have.property("code", "relayer-stopping");
      queue = await backend.reopen(() => clock.now);
      expect(await queue.recordByReference(COURT, "case-1")).not.to.equal(null);
    });
  });
}
