import { expect } from "chai";
import { randomBytes } from "node:crypto";
import {
  ChainError,
  NodeUnreachableError,
  anchoredBatches,
  broadcast,
  broadcastAll,
  buildAnchorTransaction,
  findAnchoring,
  nonceAt,
  openNode,
  readBatch,
  readBatches,
  readFees,
  signTransaction,
  simulateAnchor,
  transactionOutcome,
} from "../../src/chain/index.js";
import type { BatchToAnchor, Fees, SignedTransaction } from "../../src/chain/index.js";
import type { Hex } from "../../src/core/index.js";
import { deployTestPlatform, makeKey } from "../support/deployTestPlatform.js";
import type { TestInstitution, TestPlatform } from "../support/deployTestPlatform.js";
import { expectError } from "../support/expectError.js";
import { startAnvil } from "../support/startAnvil.js";
import type { TestAnvil } from "../support/startAnvil.js";

const GWEI = 1_000_000_000n;

function makeBatch(institutionId: number): BatchToAnchor {
  return { institutionId, root: `0x${randomBytes(32).toString("hex")}`, count: 10 };
}

for (const gasPrice of [0, 1_000_000_000]) {
  describe(`anchoring at a base fee of ${gasPrice}`, () => {
    let anvil: TestAnvil;
    let platform: TestPlatform;
    let court: TestInstitution;
    let bank: TestInstitution;

    before(async () => {
      anvil = await startAnvil({ gasPrice, blockTimeSeconds: 0 });
      platform = await deployTestPlatform(anvil.url);
      court = await platform.registerInstitution();
      bank = await platform.registerInstitution("financial-institution", { relayer: court.relayer });
    });
    after(() => anvil.stop());

    async function sign(
      batches: BatchToAnchor[],
      options: { nonce?: number; fees?: Fees } = {},
    ): Promise<SignedTransaction> {
      const { node, recordAnchor } = platform;
      const simulated = await simulateAnchor(node, recordAnchor, court.relayer.address, batches);
      if (simulated.kind === "refused") throw new Error(simulated.revert.message);
      const nonce = options.nonce ?? (await nonceAt(node, court.relayer.address, "pending"));
      const fees = options.fees === undefined ? {} : { fees: options.fees };
      const unsigned = await buildAnchorTransaction(node, {
        recordAnchor,
        batches,
        nonce,
        gas: simulated.gas,
        ...fees,
      });
      return signTransaction(court.relayer.signer, unsigned);
    }

    it("readFees › is zero at a base fee of zero, and follows EIP-1559 elsewhere", async () => {
      const fees = await readFees(platform.node);
      if (gasPrice === 0) expect(fees).to.deep.equal({ kind: "legacy", gasPrice: 0n });
      else expect(fees).to.include({ kind: "eip-1559" });
    });

    it("a batch goes from simulation to its block, and can be read there", async () => {
      const batch = makeBatch(court.id);
      expect(await readBatch(platform.node, platform.recordAnchor, court.id, batch.root)).to.equal(null);
      const signed = await sign([batch]);
      expect(await transactionOutcome(platform.node, signed.hash)).to.deep.equal({ kind: "unknown" });
      expect(await broadcast(platform.node, signed.raw)).to.deep.equal({ kind: "accepted", message: "" });
      expect(await transactionOutcome(platform.node, signed.hash)).to.deep.equal({ kind: "pending" });
      await anvil.mine();

      const outcome = await transactionOutcome(platform.node, signed.hash);
      if (outcome.kind !== "mined") throw new Error(outcome.kind);
      expect(outcome.succeeded).to.equal(true);
      const [anchored] = anchoredBatches(outcome.logs, platform.recordAnchor);
      expect(anchored).to.deep.include({ ...batch, account: court.relayer.address });
      const kept = await readBatch(platform.node, platform.recordAnchor, court.id, batch.root);
      expect(kept).to.include({ sequence: anchored?.sequence, count: 10, account: court.relayer.address });
      expect(await findAnchoring(platform.node, platform.recordAnchor, batch, 0)).to.deep.equal({
        ...anchored,
        transactionHash: signed.hash,
        blockNumber: outcome.blockNumber,
        blockHash: outcome.blockHash,
      });
    });

    it("fifty batches of two institutions go in one transaction", async () => {
      const batches = Array.from({ length: 50 }, (_, i) => makeBatch(i % 2 === 0 ? court.id : bank.id));
      const signed = await sign(batches);
      await broadcast(platform.node, signed.raw);
      await anvil.mine();
      const kept = await readBatches(platform.node, platform.recordAnchor, batches);
      expect(kept.every((batch) => batch !== null)).to.equal(true);
      const outcome = await transactionOutcome(platform.node, signed.hash);
      if (outcome.kind !== "mined") throw new Error(outcome.kind);
      expect(anchoredBatches(outcome.logs, platform.recordAnchor).map(({ root }) => root)).to.deep.equal(
        batches.map(({ root }) => root),
      );
      expect(anchoredBatches(outcome.logs, makeKey().address)).to.deep.equal([]);
    });

    it("broadcast › tells a transaction that is known from a nonce that is used or taken", async () => {
      const nonce = await nonceAt(platform.node, court.relayer.address, "latest");
      const first = await sign([makeBatch(court.id)], { nonce });
      const other = await sign([makeBatch(court.id)], { nonce });
      expect((await broadcast(platform.node, first.raw)).kind).to.equal("accepted");
      expect((await broadcast(platform.node, first.raw)).kind).to.equal("already-known");
      if (gasPrice > 0) expect((await broadcast(platform.node, other.raw)).kind).to.equal("nonce-taken");
      expect(await nonceAt(platform.node, court.relayer.address, "latest")).to.equal(nonce);
      expect(await nonceAt(platform.node, court.relayer.address, "pending")).to.equal(nonce + 1);
      await anvil.mine();
      expect((await broadcast(platform.node, first.raw)).kind).to.equal("nonce-used");
      expect((await broadcast(platform.node, other.raw)).kind).to.equal("nonce-used");
      expect(await nonceAt(platform.node, court.relayer.address, "latest")).to.equal(nonce + 1);
    });

    // anvil takes anything that costs nothing, even for another chain.
    if (gasPrice > 0) {
      it("broadcast › says that a transaction cannot be paid for", async () => {
        const { node, recordAnchor } = platform;
        const poor = makeKey();
        const fees: Fees = { kind: "eip-1559", maxFeePerGas: 10n * GWEI, maxPriorityFeePerGas: 1n };
        const batches = [makeBatch(court.id)];
        const unsigned = await buildAnchorTransaction(node, { recordAnchor, batches, nonce: 0, gas: 100_000n, fees });
        const { raw } = await signTransaction(poor.signer, unsigned);
        expect((await broadcast(node, raw)).kind).to.equal("insufficient-funds");
      });

      it("broadcast › says in the node's words why it refuses another chain's transaction", async () => {
        const { node, recordAnchor } = platform;
        const batches = [makeBatch(court.id)];
        const nonce = await nonceAt(node, court.relayer.address, "latest");
        const unsigned = await buildAnchorTransaction(node, { recordAnchor, batches, nonce, gas: 100_000n });
        const { raw } = await signTransaction(court.relayer.signer, { ...unsigned, chainId: 1 });
        const outcome = await broadcast(node, raw);
        expect(outcome.kind).to.equal("refused");
        expect(outcome.message).to.match(/chain id/i);
      });
    }

    it("simulateAnchor › names the batch that is anchored already", async () => {
      const batch = makeBatch(court.id);
      await broadcast(platform.node, (await sign([batch])).raw);
      await anvil.mine();
      const kept = await readBatch(platform.node, platform.recordAnchor, court.id, batch.root);
      const batches = [makeBatch(court.id), batch];
      const outcome = await simulateAnchor(platform.node, platform.recordAnchor, court.relayer.address, batches);
      if (outcome.kind !== "refused") throw new Error("accepted");
      expect(outcome.revert.name).to.equal("RecordAnchorBatchAlreadyAnchored");
      expect(outcome.revert.args).to.deep.equal({
        institutionId: court.id,
        root: batch.root,
        sequence: kept?.sequence,
      });
    });

    it("simulateAnchor › names the account and the capability that it lacks", async () => {
      const stranger = makeKey();
      const outcome = await simulateAnchor(platform.node, platform.recordAnchor, stranger.address, [
        makeBatch(court.id),
      ]);
      if (outcome.kind !== "refused") throw new Error("accepted");
      expect(outcome.revert.message).to.equal(
        `account ${stranger.address} needs relay for institution ${court.id}, it holds none`,
      );
    });

    it("simulateAnchor › does not take an address without a contract for one that accepts", async () => {
      const error = await expectError(NodeUnreachableError, () =>
        simulateAnchor(platform.node, makeKey().address, court.relayer.address, [makeBatch(court.id)]),
      );
      expect(error.failure).to.equal("no-contract");
    });

    it("reading a contract that is not there says so", async () => {
      const error = await expectError(NodeUnreachableError, () =>
        readBatch(platform.node, makeKey().address, court.id, makeBatch(court.id).root),
      );
      expect(error.failure).to.equal("no-contract");
    });

    it("transactionOutcome › finds a transaction gone with its block", async () => {
      const snapshot = await anvil.rpc("evm_snapshot");
      const signed = await sign([makeBatch(court.id)]);
      await broadcast(platform.node, signed.raw);
      await anvil.mine();
      expect((await transactionOutcome(platform.node, signed.hash)).kind).to.equal("mined");
      await anvil.rpc("evm_revert", [snapshot]);
      expect((await transactionOutcome(platform.node, signed.hash)).kind).to.equal("unknown");
    });

    it("transactionOutcome › tells a transaction that failed in its block", async () => {
      const batch = makeBatch(court.id);
      const nonce = await nonceAt(platform.node, court.relayer.address, "latest");
      const first = await sign([batch], { nonce });
      const second = await sign([batch], { nonce: nonce + 1 });
      const outcomes = await broadcastAll(platform.node, [first.raw, second.raw]);
      expect(outcomes.map(({ kind }) => kind)).to.deep.equal(["accepted", "accepted"]);
      await anvil.mine();
      expect(await transactionOutcome(platform.node, first.hash)).to.include({ kind: "mined", succeeded: true });
      expect(await transactionOutcome(platform.node, second.hash)).to.include({ kind: "mined", succeeded: false });
    });

    it("a node that is gone fails as a node, in every step", async () => {
      const gone = openNode("http://127.0.0.1:1");
      const { recordAnchor } = platform;
      const hash: Hex = `0x${"22".repeat(32)}`;
      for (const step of [
        () => simulateAnchor(gone, recordAnchor, court.relayer.address, [makeBatch(court.id)]),
        () => broadcast(gone, "0x00"),
        () => transactionOutcome(gone, hash),
        () => readFees(gone),
        () => nonceAt(gone, court.relayer.address, "latest"),
        () => readBatch(gone, recordAnchor, court.id, hash),
        () => findAnchoring(gone, recordAnchor, { institutionId: 1, root: hash }, 0),
      ]) {
        const error = await expectError(NodeUnreachableError, step);
        expect(error).not.to.be.instanceOf(ChainError);
      }
    });
  });
}
