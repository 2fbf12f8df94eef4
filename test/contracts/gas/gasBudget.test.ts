import { expect } from "chai";
import { id as keccakOfText } from "ethers";
import { deployPlatform, openChain, registerCourt, stranger } from "../support/platform.js";

const chain = await openChain();
const { loadFixture } = chain;

const COURT = 1n;
const RECORDS_PER_BATCH = 10_000n;
const BUDGET = { batch: 59_800n, batchOfFifty: 30_000n, record: 6n } as const;

/** A court that has anchored its first batch, which pays for the institution's counter too. */
async function withFirstBatch() {
  const platform = await deployPlatform(chain);
  const relayer = stranger(platform, 0);
  await registerCourt(platform, "COURT", relayer);
  const anchor = platform.anchor.connect(relayer);
  await anchor.anchorBatch(COURT, keccakOfText("first"), RECORDS_PER_BATCH);
  return anchor;
}

describe("gas", () => {
  it(`of one batch is at most ${BUDGET.batch}, and of one of its 10,000 records at most ${BUDGET.record}`, async () => {
    const anchor = await loadFixture(withFirstBatch);
    const gas = await anchor.anchorBatch.estimateGas(COURT, keccakOfText("second"), RECORDS_PER_BATCH);
    expect(gas).to.be.at.most(BUDGET.batch);
    expect(gas).to.be.at.most(BUDGET.record * RECORDS_PER_BATCH);
  });

  it(`of a batch, 50 in one transaction, is at most ${BUDGET.batchOfFifty}`, async () => {
    const anchor = await loadFixture(withFirstBatch);
    const requests = Array.from({ length: 50 }, (_, index) => ({
      institutionId: COURT,
      root: keccakOfText(`batch ${index}`),
      count: RECORDS_PER_BATCH,
    }));
    expect(await anchor.anchorBatches.estimateGas(requests)).to.be.at.most(50n * BUDGET.batchOfFifty);
  });
});
