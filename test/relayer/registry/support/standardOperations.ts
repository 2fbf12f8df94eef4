import { STANDARDS_REGISTRY } from "../../../../src/chain/contractInterfaces.js";
import { StandardCategory, schemaStandardId, standardId } from "../../../../src/core/standards/standardId.js";
import { hashLicence } from "../../../../src/core/index.js";
import type { Operation, Scene } from "./randomHistory.js";
import type { UnsignedCall } from "./registryChain.js";

const DAY = 86_400;

export const STANDARD_OPERATIONS = {
  propose: {
    weight: 8,
    call: (scene) => {
      const content = {
        contentHash: hashLicence(`SCHEMA${scene.dice.below(1e6)}`),
        value: scene.dice.oneIn(8) ? 2n ** 64n - 1n : scene.dice.below(1e6),
        title: scene.dice.pick(["电子证据", "Electronic evidence", "标".repeat(80)]),
        source: scene.dice.pick(["urn:lexanchor:test", "民事诉讼法"]),
      };
      return byCommittee(scene, "propose", [idOf(scene), scene.time + dateOf(scene), content]);
    },
  },
  proposeRetirement: {
    weight: 4,
    call: (scene) => byCommittee(scene, "proposeRetirement", [idOf(scene), scene.time + dateOf(scene)]),
  },
  withdraw: { weight: 1, call: (scene) => close(scene, "withdraw") },
  reject: { weight: 1, call: (scene) => close(scene, "reject") },
  activate: { weight: 10, call: (scene) => close(scene, "activate") },
} satisfies Record<string, { weight: number; call: Operation }>;

/** Few, so that their versions follow each other. */
function idOf({ dice, standards }: Scene): number {
  const id = dice.pick([
    standardId(StandardCategory.recordKind, 1 + dice.below(4)),
    standardId(StandardCategory.recordKind, 100 + dice.below(3)),
    schemaStandardId(1, 1 + dice.below(2)),
    standardId(StandardCategory.digestAlgorithm, 1 + dice.below(3)),
    standardId(StandardCategory.window, 1),
    standardId(StandardCategory.calendar, 2027),
  ]);
  standards.add(id);
  return id;
}

/** Seconds from now: at once, soon, or planned. */
function dateOf({ dice }: Scene): number {
  return dice.oneIn(2) ? dice.below(100) * DAY : 31 * DAY;
}

function byCommittee({ chain }: Scene, name: string, values: readonly unknown[]): UnsignedCall {
  const { standardsRegistry, keys } = chain.platform;
  const data = STANDARDS_REGISTRY.encodeFunctionData(name as "withdraw", values as never);
  return { from: keys.standardsCommittee.address, to: standardsRegistry, data };
}

function close({ dice, chain, openProposals }: Scene, name: "withdraw" | "reject" | "activate"): UnsignedCall | null {
  if (openProposals.length === 0) return null;
  const { standardsRegistry, keys } = chain.platform;
  const from = name === "withdraw" ? keys.standardsCommittee.address : keys.standardsApprover.address;
  const data = STANDARDS_REGISTRY.encodeFunctionData(name as "withdraw", [dice.pick(openProposals)]);
  return { from, to: standardsRegistry, data };
}
