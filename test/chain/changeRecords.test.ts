import { expect } from "chai";
import {
  ChainError,
  NO_REASON,
  disownAccount,
  readDisownedSince,
  readHead,
  readStandings,
  supersedeRecord,
  withdrawRecord,
} from "../../src/chain/index.js";
import type { ContractWriter, Reason } from "../../src/chain/index.js";
import type { Receipt } from "../../src/core/index.js";
import { anchorTestBatches, makeRecord } from "../support/anchorTestBatch.js";
import { deployTestPlatform } from "../support/deployTestPlatform.js";
import type { TestInstitution, TestPlatform } from "../support/deployTestPlatform.js";
import { expectError } from "../support/expectError.js";
import { startAnvil } from "../support/startAnvil.js";
import type { TestAnvil } from "../support/startAnvil.js";

const REASON: Reason = { code: 211, document: `0x${"d0".repeat(32)}` };

describe("standing of records", () => {
  let anvil: TestAnvil;
  let platform: TestPlatform;
  let court: TestInstitution;
  let receipts: [Receipt, Receipt, Receipt, Receipt];

  before(async () => {
    anvil = await startAnvil();
    platform = await deployTestPlatform(anvil.url);
    court = await platform.registerInstitution();
    const records = Array.from({ length: 4 }, () => makeRecord(court.id));
    [receipts] = (await anchorTestBatches(platform, court, [records])) as [typeof receipts];
  });
  after(() => anvil.stop());

  const as = (key: "administrator" | "relayer"): ContractWriter => ({
    node: platform.node,
    contract: platform.recordAnchor,
    signer: court[key].signer,
    options: { pollIntervalMs: 20 },
  });
  const now = async (): Promise<number> => (await readHead(platform.node)).timestamp;

  it("is withdrawn and superseded with reasons, and read for many at once", async () => {
    const [withdrawn, superseded, successor, untouched] = receipts;
    await withdrawRecord(as("relayer"), withdrawn, NO_REASON);
    const withdrawnAt = await now();
    await supersedeRecord(as("relayer"), superseded, successor, REASON);
    const standings = await readStandings(
      platform.node,
      platform.recordAnchor,
      receipts.map(({ leaf }) => ({ institutionId: court.id, leaf })),
    );
    const account = court.relayer.address;
    expect(standings[0]).to.deep.equal({
      status: "withdrawn",
      since: withdrawnAt,
      reasonCode: null,
      document: null,
      successor: null,
      account,
      accountDisownedSince: null,
    });
    expect(standings[1]).to.include({ status: "superseded", reasonCode: 211, document: REASON.document });
    expect(standings[1]).to.include({ successor: successor.leaf, account });
    expect(standings.slice(2).map(({ status }) => status)).to.deep.equal(["standing", "standing"]);

    const again = await expectError(ChainError, () => withdrawRecord(as("relayer"), withdrawn, NO_REASON));
    expect(again.message).to.include("is withdrawn already");
    const itself = await expectError(ChainError, () => supersedeRecord(as("relayer"), untouched, untouched, REASON));
    expect(itself.message).to.include("cannot be superseded by itself");
    const circle = await expectError(ChainError, () => supersedeRecord(as("relayer"), successor, superseded, REASON));
    expect(circle.message).to.include("is superseded already");
    const elsewhere = { ...untouched, proof: untouched.proof.slice(1) };
    const missing = await expectError(ChainError, () => withdrawRecord(as("relayer"), elsewhere, NO_REASON));
    expect(missing.message).to.include("is in no batch that institution");
    const other = await expectError(ChainError, () => withdrawRecord(as("administrator"), untouched, NO_REASON));
    expect(other.message).to.include("needs sign");
  });

  it("counts an account's deeds from a moment on no longer, which only moves back", async () => {
    const account = court.relayer.address;
    const disown = (since: number) =>
      disownAccount(as("administrator"), { institutionId: court.id, account, since, reason: REASON });
    expect(await readDisownedSince(platform.node, platform.recordAnchor, court.id, account)).to.equal(null);
    const since = await now();
    await disown(since);
    expect(await readDisownedSince(platform.node, platform.recordAnchor, court.id, account)).to.equal(since);
    const forward = await expectError(ChainError, () => disown(since));
    expect(forward.message).to.include("only an earlier time can be set");
    await disown(since - 1);
    const [standing] = await readStandings(platform.node, platform.recordAnchor, [
      { institutionId: court.id, leaf: receipts[0].leaf },
    ]);
    expect(standing?.accountDisownedSince).to.equal(since - 1);
  });
});
