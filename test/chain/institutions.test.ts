import { expect } from "chai";
import {
  ChainError,
  NodeUnreachableError,
  appointAdministrator,
  changeInstitutionParent,
  expelAccount,
  grantCapabilities,
  isAuthorized,
  listInstitutions,
  openNode,
  readAccounts,
  readAddress,
  readDirectory,
  readInstitution,
  readInstitutionByCode,
  readStatusHistory,
  registerInstitution,
  reinstateInstitution,
  renameInstitution,
  retireInstitution,
  revokeCapabilities,
  suspendInstitution,
} from "../../src/chain/index.js";
import type { Registration, RegistryWriter, Signer } from "../../src/chain/index.js";
import { deployTestPlatform, fund, makeKey } from "../support/deployTestPlatform.js";
import type { TestPlatform } from "../support/deployTestPlatform.js";
import { expectError } from "../support/expectError.js";
import { startAnvil } from "../support/startAnvil.js";
import type { TestAnvil } from "../support/startAnvil.js";

describe("institutions", () => {
  let anvil: TestAnvil;
  let platform: TestPlatform;
  let registrar: RegistryWriter;
  const administrator = makeKey();

  before(async () => {
    anvil = await startAnvil();
    platform = await deployTestPlatform(anvil.url);
    await fund(platform.node, administrator.address);
    registrar = as(platform.keys.registrar.signer);
  });
  after(() => anvil.stop());

  function as(signer: Signer): RegistryWriter {
    return { node: platform.node, registry: platform.institutionRegistry, signer, options: { pollIntervalMs: 10 } };
  }

  function court(code: string, changes: Partial<Registration> = {}): Registration {
    return {
      code,
      name: "北京市第一中级人民法院",
      kind: "court",
      jurisdiction: "CN-11",
      parent: null,
      accounts: [{ address: administrator.address, capabilities: ["administer", "relay"] }],
      ...changes,
    };
  }

  it("registerInstitution › gives the id, and all that was registered can be read", async () => {
    const { institutionId } = await registerInstitution(registrar, court("READ-1"));
    const found = await readInstitution(platform.node, platform.institutionRegistry, institutionId);
    expect(found).to.include({
      id: institutionId,
      code: "READ-1",
      name: "北京市第一中级人民法院",
      kind: "court",
      jurisdiction: "CN-11",
      parent: null,
      status: "active",
      administrators: 1,
      suspendedThrough: null,
      suspendedByPlatform: false,
    });
    expect(await readInstitutionByCode(platform.node, platform.institutionRegistry, "READ-1")).to.deep.equal(found);
    expect(await readAccounts(platform.node, platform.institutionRegistry, institutionId)).to.deep.equal([
      { address: administrator.address, capabilities: ["administer", "relay"] },
    ]);
  });

  it("readInstitution › is null for what does not exist", async () => {
    expect(await readInstitution(platform.node, platform.institutionRegistry, 4_000)).to.equal(null);
    expect(await readInstitutionByCode(platform.node, platform.institutionRegistry, "NOBODY")).to.equal(null);
    expect(await readStatusHistory(platform.node, platform.institutionRegistry, 4_000)).to.deep.equal([]);
    expect(await readAccounts(platform.node, platform.institutionRegistry, 4_000)).to.deep.equal([]);
  });

  it("listInstitutions › lists all in few round trips", async () => {
    for (let i = 0; i < 5; i++) await registerInstitution(registrar, court(`LIST-${i}`));
    const node = openNode(anvil.url);
    const all = await listInstitutions(node, platform.institutionRegistry);
    expect(all.map(({ id }) => id)).to.deep.equal(all.map((_, i) => i + 1));
    expect(all.filter(({ code }) => code.startsWith("LIST-"))).to.have.length(5);
    expect(node.roundTrips).to.equal(2);
  });

  it("standing › is suspended, reinstated and retired, with its history", async () => {
    const { institutionId: top } = await registerInstitution(registrar, court("TOP"));
    const { institutionId: below } = await registerInstitution(registrar, court("BELOW", { parent: top }));
    const read = (id: number) => readInstitution(platform.node, platform.institutionRegistry, id);

    await suspendInstitution(registrar, top, { withDescendants: true, reason: "review" });
    expect(await read(below)).to.include({ status: "suspended", suspendedThrough: top, suspendedByPlatform: true });
    await reinstateInstitution(registrar, top, { withDescendants: true, reason: "reviewed" });
    expect(await read(below)).to.include({ status: "active", suspendedThrough: null });

    await retireInstitution(registrar, below, "merged");
    const history = await readStatusHistory(platform.node, platform.institutionRegistry, below);
    expect(history.at(-1)?.status).to.equal("retired");
    const error = await expectError(ChainError, () => renameInstitution(registrar, below, "new"));
    expect(error.code).to.equal("transaction-reverted");
    expect(error.revert?.name).to.equal("InstitutionRegistryAlreadyRetired");
    expect(error.message).to.equal(`rename institution ${below}: institution ${below} is retired, for good`);
  });

  it("changes of name, parent, accounts and capabilities arrive", async () => {
    const { node, institutionRegistry: registry } = platform;
    const { institutionId: top } = await registerInstitution(registrar, court("CHANGE-TOP"));
    const { institutionId } = await registerInstitution(registrar, court("CHANGE"));
    await renameInstitution(registrar, institutionId, "新名称");
    await changeInstitutionParent(registrar, institutionId, top);
    expect(await readInstitution(node, registry, institutionId)).to.include({ name: "新名称", parent: top });
    await changeInstitutionParent(registrar, institutionId, null);
    expect((await readInstitution(node, registry, institutionId))?.parent).to.equal(null);

    const account = makeKey().address;
    const own = as(administrator.signer);
    await grantCapabilities(own, institutionId, account, ["relay", "sign"]);
    expect(await isAuthorized(node, registry, institutionId, account, 2)).to.equal(true);
    await revokeCapabilities(own, institutionId, account, ["relay"]);
    expect(await isAuthorized(node, registry, institutionId, account, 2)).to.equal(false);
    await appointAdministrator(registrar, institutionId, account);
    expect((await readInstitution(node, registry, institutionId))?.administrators).to.equal(2);
    await expelAccount(registrar, institutionId, account);
    expect((await readAccounts(node, registry, institutionId)).map(({ address }) => address)).to.deep.equal([
      administrator.address,
    ]);
  });

  it("a refusal names the call, and says why, before anything is sent", async () => {
    const { node } = platform;
    const stranger = makeKey();
    await fund(node, stranger.address);
    const cases: [Promise<unknown> | (() => Promise<unknown>), string, string][] = [
      [() => registerInstitution(registrar, court("READ-1")), "CodeTaken", "register READ-1: the code READ-1"],
      [() => registerInstitution(as(stranger.signer), court("X")), "NotASuperior", "may not register"],
      [() => registerInstitution(registrar, court("Y", { accounts: [] })), "NoAdministrator", "institution Y has no"],
      [() => registerInstitution(registrar, court("Z", { name: "" })), "InvalidNameLength", "has 0 bytes"],
      [() => registerInstitution(registrar, court("P", { parent: 999 })), "UnknownInstitution", "999 does not exist"],
    ];
    const before = await node.request("eth_getTransactionCount", [registrar.signer.address, "pending"]);
    for (const [action, name, text] of cases) {
      const error = await expectError(ChainError, action as () => Promise<unknown>);
      expect(error.revert?.name).to.equal(`InstitutionRegistry${name}`);
      expect(error.message).to.include(text);
    }
    expect(await node.request("eth_getTransactionCount", [registrar.signer.address, "pending"])).to.equal(before);
  });

  it("a code or jurisdiction that cannot be is refused without asking the node", async () => {
    const silent: RegistryWriter = { ...registrar, node: openNode("http://127.0.0.1:1") };
    for (const wrong of [{ code: "京01" }, { jurisdiction: "CN--11" }]) {
      const error = await expectError(ChainError, () => registerInstitution(silent, { ...court("OK"), ...wrong }));
      expect(error.code).to.equal("short-text-malformed");
    }
    await expectError(NodeUnreachableError, () => registerInstitution(silent, court("OK")));
  });

  it("the directory gives the contracts by their names", async () => {
    const names = await readDirectory(platform.node, platform.directory);
    expect(Object.fromEntries(names)).to.deep.equal({
      PlatformAccess: platform.deployment.contracts.PlatformAccess.address,
      InstitutionRegistry: platform.institutionRegistry,
      RecordAnchor: platform.recordAnchor,
      StandardsRegistry: platform.standardsRegistry,
      LawyerRegistry: platform.lawyerRegistry,
    });
    expect(await readAddress(platform.node, platform.directory, "RecordAnchor")).to.equal(platform.recordAnchor);
    const missing = await expectError(ChainError, () => readAddress(platform.node, platform.directory, "CaseRegistry"));
    expect(missing.code).to.equal("contract-missing");
    const elsewhere = makeKey().address;
    const none = await expectError(NodeUnreachableError, () => readDirectory(platform.node, elsewhere));
    expect(none.failure).to.equal("no-contract");
  });

  it("a contract that is not the platform's is recognised", async () => {
    const error = await expectError(ChainError, () => readDirectory(platform.node, platform.institutionRegistry));
    expect(error.code).to.equal("contract-missing");
    const other = await expectError(ChainError, () => listInstitutions(platform.node, platform.directory));
    expect(other.message).to.equal(`the contract at ${platform.directory} is not the platform's InstitutionRegistry`);
  });
});

describe("sendCalls", () => {
  it("says that a transaction is not mined, after the time that it was given", async () => {
    const anvil = await startAnvil({ blockTimeSeconds: 0 });
    const platform = await deployTestPlatform(anvil.url);
    const writer: RegistryWriter = {
      node: platform.node,
      registry: platform.institutionRegistry,
      signer: platform.keys.registrar.signer,
      options: { miningTimeoutMs: 100, pollIntervalMs: 10 },
    };
    const accounts = [{ address: makeKey().address, capabilities: ["administer" as const] }];
    const registration = { code: "A", name: "A", kind: "court", jurisdiction: "CN", parent: null, accounts } as const;
    const error = await expectError(ChainError, () => registerInstitution(writer, registration));
    expect(error.code).to.equal("transaction-not-mined");
    expect(error.retryable).to.equal(true);
    expect(error.message).to.match(/register A: not in a block after 100 ms \(transaction 0x[0-9a-f]{64}\)/);
    await anvil.stop();
  });

  it("can be cancelled while it waits", async () => {
    const anvil = await startAnvil({ blockTimeSeconds: 0 });
    const platform = await deployTestPlatform(anvil.url);
    const cancelling = new AbortController();
    const writer: RegistryWriter = {
      node: platform.node,
      registry: platform.institutionRegistry,
      signer: platform.keys.registrar.signer,
      options: { signal: cancelling.signal, onProgress: () => cancelling.abort(new Error("enough")) },
    };
    const accounts = [{ address: makeKey().address, capabilities: ["administer" as const] }];
    const registration = { code: "A", name: "A", kind: "court", jurisdiction: "CN", parent: null, accounts } as const;
    const error = await expectError(Error, () => registerInstitution(writer, registration));
    expect(error.message).to.equal("enough");
    await anvil.stop();
  });
});
