import { expect } from "chai";
import type { LogFields, Relayer } from "../../src/relayer/index.js";
import { suspendInstitution, reinstateInstitution, grantCapabilities } from "../../src/chain/index.js";
import { issueToken } from "../../src/relayer/index.js";
import { poll } from "../support/poll.js";
import { anchoredEvents, expectEachAnchoredOnce } from "./support/chainState.js";
import { openRelayerWorld } from "./support/relayerWorld.js";
import type { RelayerWorld } from "./support/relayerWorld.js";
import { get, idsOf, intakeItem, intakeItems, post, receiptsOf } from "./support/requests.js";
import type { Problem } from "./support/requests.js";

describe("relayer", () => {
  let world: RelayerWorld;
  let relayer: Relayer;

  beforeEach(async () => {
    world = await openRelayerWorld();
  });
  afterEach(async () => {
    await relayer.stop();
    await world.close();
  });

  const submit = async (items: unknown[], institutionId = world.court.id, token = world.token): Promise<string[]> => {
    const answer = await post(relayer.url, token, { institutionId, records: items });
    expect(answer.status, JSON.stringify(answer.body)).to.equal(202);
    return idsOf(answer);
  };

  it("takes records to receipts that are authentic by the chain alone", async () => {
    relayer = await world.startRelayer();
    const ids = [...(await submit(intakeItems(250))), ...(await submit(intakeItems(3, 251)))];
    const receipts = await receiptsOf(relayer.url, ids);
    await expectEachAnchoredOnce(world, receipts);
    const { state } = (await get(`${relayer.url}/v1/records/${ids[0]}`)).body;
    expect(state).to.equal("final");
  });

  it("closes batches by size, and by age where they are smaller", async () => {
    relayer = await world.startRelayer({}, { batchMaxRecords: 100, batchMaxAgeMs: 1_000 });
    const receipts = await receiptsOf(relayer.url, await submit(intakeItems(230)));
    const counts = (await anchoredEvents(world)).map(({ count }) => count);
    expect(counts).to.deep.equal([100, 100, 30]);
    await expectEachAnchoredOnce(world, receipts);
  });

  it("says that a receipt is not there yet, in which state the record is, and when to ask again", async () => {
    relayer = await world.startRelayer({}, { batchMaxAgeMs: 60_000 });
    const [id = ""] = await submit([intakeItem(1)]);
    const answer = await get<Problem>(`${relayer.url}/v1/records/${id}/receipt`);
    expect(answer.status).to.equal(409);
    expect(answer.body).to.include({ code: "receipt-not-yet", state: "received" });
    expect(Number(answer.headers.get("retry-after"))).to.be.greaterThan(0);
  });

  it("calls a record final only when enough blocks have followed", async () => {
    const seen: { event: string; fields: LogFields }[] = [];
    const note = (event: string, fields: LogFields = {}): void => void seen.push({ event, fields });
    relayer = await world.startRelayer({ log: { info: note, warn: note, error: note } }, { finalityBlocks: 3 });
    const [id = ""] = await submit([intakeItem(1)]);
    const stateOf = async (): Promise<unknown> => (await get(`${relayer.url}/v1/records/${id}`)).body["state"];
    await poll("anchored", async () => (await stateOf()) === "anchored");
    for (let block = 0; block < 3; block++) {
      expect(await stateOf()).to.equal("anchored");
      await world.anvil.mine(1);
    }
    await poll("final", async () => (await stateOf()) === "final");
    const blockNumber = Number(seen.find(({ event }) => event === "batch-anchored")?.fields["blockNumber"]);
    expect(seen.find(({ event }) => event === "batches-final")?.fields["head"]).to.equal(blockNumber + 3);
  });

  it("gives equal records under two references one leaf, and each a receipt", async () => {
    relayer = await world.startRelayer();
    const ids = await submit([intakeItem(1), intakeItem(1, { reference: "again" })]);
    const [first, second] = await receiptsOf(relayer.url, ids);
    expect(first).to.deep.equal(second);
    expect(first?.batch.count).to.equal(1);
  });

  it("lets a record that was anchored alone before share that anchoring", async () => {
    relayer = await world.startRelayer();
    const [first] = await receiptsOf(relayer.url, await submit([intakeItem(1)]));
    const [again] = await receiptsOf(relayer.url, await submit([intakeItem(1, { reference: "again" })]));
    expect(again).to.deep.equal(first);
    expect(await anchoredEvents(world)).to.have.length(1);
  });

  it("anchors for several institutions in one transaction", async () => {
    const { court, platform } = world;
    const other = await platform.registerInstitution("mediation-body", { relayer: court.relayer });
    const { token } = await issueToken(world.config.queueFile, other.id, "other");
    relayer = await world.startRelayer({}, { batchMaxAgeMs: 60_000 });
    const ids = [...(await submit([intakeItem(1)])), ...(await submit([intakeItem(2)], other.id, token))];
    await relayer.stop();
    // Both are old enough in its first round.
    relayer = await world.startRelayer({ now: () => Date.now() + 60_000 });
    const receipts = await receiptsOf(relayer.url, ids);
    expect(new Set(receipts.map(({ ledger }) => ledger.transactionHash)).size).to.equal(1);
    expect((await anchoredEvents(world)).map(({ institutionId }) => institutionId)).to.deep.equal([court.id, other.id]);
  });

  it("holds the batch of a suspended institution while others go on, and anchors it once reinstated", async () => {
    const { court, platform } = world;
    const other = await platform.registerInstitution("court", { relayer: court.relayer });
    const { token } = await issueToken(world.config.queueFile, other.id, "other");
    const registrar = {
      node: platform.node,
      registry: platform.institutionRegistry,
      signer: platform.keys.registrar.signer,
    };
    await suspendInstitution(registrar, other.id, { withDescendants: false, reason: "test" });
    relayer = await world.startRelayer();
    const [held = ""] = await submit([intakeItem(2)], other.id, token);
    await receiptsOf(relayer.url, await submit([intakeItem(1)]));
    await poll("held", async () => {
      const { text } = (await get<{ text: string }>(`${relayer.url}/metrics`)).body;
      return text.includes("lexanchor_batches_held 1");
    });
    await reinstateInstitution(registrar, other.id, { withDescendants: false, reason: "test" });
    const [receipt] = await receiptsOf(relayer.url, [held]);
    expect(receipt?.record.institutionId).to.equal(other.id);
  });

  it("anchors once its account was given the capability that it lacked", async () => {
    const { platform } = world;
    const other = await platform.registerInstitution("court");
    const { token } = await issueToken(world.config.queueFile, other.id, "other");
    relayer = await world.startRelayer();
    const ids = await submit([intakeItem(1)], other.id, token);
    const administrator = {
      node: platform.node,
      registry: platform.institutionRegistry,
      signer: other.administrator.signer,
    };
    await grantCapabilities(administrator, other.id, world.court.relayer.address, ["relay"]);
    await receiptsOf(relayer.url, ids);
  });

  it("stops within five seconds while records pour in, and loses none that it answered", async () => {
    relayer = await world.startRelayer();
    const accepted: string[] = [];
    let n = 0;
    const pour = async (): Promise<void> => {
      for (;;) {
        const items = intakeItems(20, 1 + 20 * n++);
        const answer = await post(relayer.url, world.token, { institutionId: world.court.id, records: items }).catch(
          () => null,
        );
        if (answer?.status !== 202) return;
        accepted.push(...idsOf(answer));
      }
    };
    const pouring = Promise.all([pour(), pour(), pour()]);
    await poll("some are in", () => Promise.resolve(accepted.length > 200));
    const started = performance.now();
    await relayer.stop();
    expect(performance.now() - started).to.be.lessThan(5_000);
    await pouring;
    relayer = await world.startRelayer();
    expect(await receiptsOf(relayer.url, accepted)).to.have.length(accepted.length);
  });
});
