import { expect } from "chai";
import { Interface } from "ethers";
import hre from "hardhat";
import type { Row } from "./support/accessRows.js";
import { ROWS as FIRST_ROWS } from "./support/accessRows.js";
import { LAWYER_ROWS } from "./support/accessRowsOfLawyers.js";
import { RECORD_ROWS } from "./support/accessRowsOfRecords.js";
import { STANDARDS_ROWS } from "./support/accessRowsOfStandards.js";
import type { AccessScene, Place } from "./support/accessScene.js";
import { deployAccessScene, outcomeOf } from "./support/accessScene.js";
import { openChain } from "./support/platform.js";
import { KIND } from "./support/words.js";

const chain = await openChain();
const { loadFixture } = chain;

/** One row for every function of every contract that changes anything. */
const ROWS: Record<string, Row> = { ...FIRST_ROWS, ...RECORD_ROWS, ...LAWYER_ROWS, ...STANDARDS_ROWS };

async function courtScene() {
  return deployAccessScene(chain, KIND.Court, KIND.JusticeBureau);
}

async function bureauScene() {
  return deployAccessScene(chain, KIND.JusticeBureau, KIND.Court);
}

/** Every function of every contract of ours that is not a view: `Contract.function(types)`. */
async function changingFunctions(): Promise<string[]> {
  const names = await hre.artifacts.getAllFullyQualifiedNames();
  const functions: string[] = [];
  for (const name of [...names].filter((candidate) => candidate.startsWith("contracts/"))) {
    const { abi, bytecode, contractName } = await hre.artifacts.readArtifact(name);
    if (bytecode === "0x") continue;
    new Interface(abi).forEachFunction((fragment) => {
      if (!fragment.constant) functions.push(`${contractName}.${fragment.format("sighash")}`);
    });
  }
  return functions;
}

/** What becomes of a row at one place, by actor: as it was tried, and as it should be. */
async function tryRow(scene: AccessScene, key: string, row: Row, place: Place) {
  const { platform, actors } = scene;
  const contracts = {
    PlatformAccess: platform.access,
    Directory: platform.directory,
    InstitutionRegistry: platform.institutions,
    RecordAnchor: platform.anchor,
    LawyerRegistry: platform.lawyers,
    StandardsRegistry: platform.standards,
  };
  const [contractName, signature] = key.split(/\.(.*)/s) as [keyof typeof contracts, string];
  const to = await contracts[contractName].getAddress();
  const callInterface: Interface = contracts[contractName].interface;
  const errors = new Interface(
    Object.values(contracts).flatMap((contract) => contract.interface.fragments.filter(({ type }) => type === "error")),
  );
  const tried: Record<string, string> = {};
  const expected: Record<string, string> = {};
  for (const actor of actors) {
    const trial = { scene, actor, place };
    const data = callInterface.encodeFunctionData(signature, await row.args(trial));
    const from = row.from?.(trial) ?? actor.wallet.address;
    tried[actor.name] = await outcomeOf(chain, errors, { from, to, data });
    expected[actor.name] = await row.expected(trial, data);
  }
  return { tried, expected };
}

describe("every function that changes anything", () => {
  it("has a row in the table, and the table has no other", async () => {
    expect(Object.keys(ROWS)).to.have.members(await changingFunctions());
  });

  for (const [kindName, kind, fixture] of [
    ["a court", KIND.Court, courtScene],
    ["a justice bureau", KIND.JusticeBureau, bureauScene],
  ] as const) {
    describe(`tried by every role, and every capability around ${kindName}`, () => {
      for (const [key, row] of Object.entries(ROWS)) {
        const places = row.at === "platform" ? (["own"] as const) : row.at;
        for (const placeName of places) {
          it(`${key}${row.at === "platform" ? "" : ` on ${placeName}`}`, async () => {
            const scene = await loadFixture(fixture);
            const { tried, expected } = await tryRow(scene, key, row, scene.places[placeName]);
            expect(tried).to.deep.equal(expected);
            // On the first place of a row someone may; else the row would prove nothing.
            const someoneMay = row.nobody !== true && (row.ofKind ?? kind) === kind;
            if (placeName === places[0]) expect(Object.values(tried).includes("done")).to.equal(someoneMay);
          });
        }
      }
    });
  }
});
