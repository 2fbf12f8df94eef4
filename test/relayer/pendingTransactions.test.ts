import { expect } from "chai";
import { nonceAt, reinstateInstitution, signTransaction, suspendInstitution } from "../../src/chain/index.js";
import type { RelayerStep } from "../../src/relayer/index.js";
import { poll } from "../support/poll.js";
import { anchoredEvents } from "./support/chainState.js";
import { get, intakeItems } from "./support/requests.js";
import type { Problem } from "./support/requests.js";
import { spawnRelayer } from "./support/spawnRelayer.js";
import { openTroubledWorld } from "./support/troubledWorld.js";
import type { TroubledWorld } from "./support/troubledWorld.js";

describe("relayer and what happens to its transactions", function () {
  this.timeout(60_000);
  let trouble: TroubledWorld;

  afterEach(() => trouble.close());

  const pendingHashes = async (): Promise<string[]> => {
    const { pending } = (await trouble.world.anvil.rpc("txpool_content")) as {
      pending: Record<string, Record<string, { hash: string }>>;
    };
    return Object.values(pending).flatMap((byNonce) => Object.values(byNonce).map(({ hash }) => hash));
  };
  const onePending = (): Promise<void> => poll("sent", async () => (await pendingHashes()).length === 1);

  /** Another program uses the relayer's account: a transaction to itself, with the account's next nonce. */
  async function useNonceElsewhere(): Promise<{ nonce: number; hash: string }> {
    const { platform, court } = trouble.world;
    const nonce = await nonceAt(platform.node, court.relayer.address, "latest");
    const { raw, hash } = await signTransaction(court.relayer.signer, {
      chainId: await platform.node.chainId(),
      nonce,
      to: court.relayer.address,
      data: "0x",
      gasLimit: 30_000n,
      fees: { kind: "legacy", gasPrice: 0n },
    });
    await platform.node.request("eth_sendRawTransaction", [raw]);
    return { nonce, hash };
  }
  const waitUntilUsed = (nonce: number): Promise<void> => {
    const { platform, court } = trouble.world;
    return poll(
      "the nonce is used",
      async () => (await nonceAt(platform.node, court.relayer.address, "latest")) > nonce,
    );
  };
  /** Does something once, when the relayer has come to a step, while it waits there. */
  const once = (at: RelayerStep, act: () => Promise<unknown>): { observe: (step: RelayerStep) => Promise<void> } => {
    let isDone = false;
    return {
      async observe(step) {
        if (step !== at || isDone) return;
        isDone = true;
        await act();
      },
    };
  };

  for (const [what, forget] of [
    ["one transaction", (hash: string) => trouble.world.anvil.rpc("anvil_dropTransaction", [hash])],
    ["all transactions", () => trouble.world.anvil.rpc("anvil_dropAllTransactions")],
  ] as const) {
    it(`sends the same transaction again where the mempool forgot ${what}`, async () => {
      trouble = await openTroubledWorld({ blockTimeSeconds: 0 });
      const url = await trouble.start();
      const ids = await trouble.submit(url, intakeItems(3));
      await onePending();
      const sent = await pendingHashes();
      await forget(sent[0] ?? "");
      await trouble.waitForLog("transaction-sent-again");
      await onePending();
      expect(await pendingHashes()).to.deep.equal(sent);
      await trouble.world.anvil.mine();
      await trouble.expectAllAnchoredOnce(url, ids);
    });
  }

  it("signs anew where another program used the nonce of its stored transaction while it was down", async () => {
    trouble = await openTroubledWorld();
    const halting = await spawnRelayer(trouble.world.configFile, "transaction-stored");
    const ids = await trouble.submit(halting.url, intakeItems(3));
    await halting.halted;
    await halting.kill();
    await waitUntilUsed((await useNonceElsewhere()).nonce);
    const url = await trouble.start();
    await trouble.waitForLog("transaction-overtaken");
    await trouble.expectAllAnchoredOnce(url, ids);
  });

  it("signs anew where another program uses the nonce between its signing and its sending", async () => {
    trouble = await openTroubledWorld();
    const url = await trouble.start(
      once("transaction-stored", async () => waitUntilUsed((await useNonceElsewhere()).nonce)),
    );
    const ids = await trouble.submit(url, intakeItems(3));
    await trouble.waitForLog("transaction-overtaken");
    await trouble.expectAllAnchoredOnce(url, ids);
  });

  it("signs anew where another program's transaction took its place in the mempool", async () => {
    trouble = await openTroubledWorld({ blockTimeSeconds: 0 });
    const { anvil } = trouble.world;
    const url = await trouble.start(once("transaction-stored", useNonceElsewhere));
    const ids = await trouble.submit(url, intakeItems(3));
    await poll("it knows", () =>
      Promise.resolve(
        trouble.logged.some(({ fields }) => ["nonce-taken", "underpriced"].includes(`${fields["outcome"]}`)),
      ),
    );
    await anvil.mine();
    await poll("anchored", async () => {
      await anvil.mine();
      return (await anchoredEvents(trouble.world)).length === 1;
    });
    await trouble.expectAllAnchoredOnce(url, ids);
  });

  for (const step of ["batch-closed", "transaction-signed", "transaction-stored"] as const) {
    it(`holds records whose institution is suspended at ${step}, says why, and anchors them once reinstated`, async () => {
      trouble = await openTroubledWorld();
      const { platform, court } = trouble.world;
      const registrar = {
        node: platform.node,
        registry: platform.institutionRegistry,
        signer: platform.keys.registrar.signer,
      };
      const choice = { withDescendants: false, reason: "inspection" };
      const url = await trouble.start(once(step, () => suspendInstitution(registrar, court.id, choice)));
      const ids = await trouble.submit(url, intakeItems(3));
      const { reason, institutionId } = await trouble.waitForLog("batch-held");
      expect(institutionId).to.equal(court.id);
      expect(reason)
        .to.match(new RegExp(`institution ${court.id}\\b`))
        .and.to.match(/suspended|not active|entitled|may not/i);
      // Signed before: it is in a block, and the contract refused it there.
      const reverted = trouble.logged.some(({ event }) => event === "transaction-reverted");
      expect(reverted).to.equal(step !== "batch-closed");
      expect(await trouble.stateOf(url, ids[0] ?? "")).to.equal("batched");
      const answer = await get<Problem>(`${url}/v1/records/${ids[0]}/receipt`);
      expect(answer).to.deep.include({ status: 409 }).and.nested.include({ "body.code": "receipt-not-yet" });
      expect(await anchoredEvents(trouble.world)).to.deep.equal([]);
      await reinstateInstitution(registrar, court.id, choice);
      await trouble.expectAllAnchoredOnce(url, ids);
    });
  }
});
