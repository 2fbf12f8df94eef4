import { INSTITUTION_REGISTRY } from "../../../../src/chain/contractInterfaces.js";
import {
  CAPABILITIES,
  INSTITUTION_KINDS,
  capabilitiesOfKind,
  institutionKindNumber,
  packCapabilities,
} from "../../../../src/chain/index.js";
import { encodeCode, encodeJurisdiction } from "../../../../src/chain/shortText.js";
import type { Hex } from "../../../../src/core/index.js";
import type { UnsignedCall } from "./registryChain.js";
import type { Operation, Scene } from "./randomHistory.js";

const JURISDICTIONS = ["CN", "CN-11", "CN-11-0105", "CN-31"];
const NAMES = ["北京市司法局", "Court", "上海金融法院", "x", "长".repeat(60), "a\u0000b", "🏛"];
const REASONS = ["", "检查", "quarterly review", "é".repeat(100)];

export const INSTITUTION_OPERATIONS = {
  register: { weight: 7, call: register },
  rename: { weight: 5, call: (scene) => change(scene, "rename", (id) => [id, scene.dice.pick(NAMES)]) },
  changeParent: {
    weight: 4,
    call: (scene) => change(scene, "changeParent", (id) => [id, scene.dice.oneIn(3) ? 0 : idOf(scene)]),
  },
  suspend: {
    weight: 3,
    call: (scene) => change(scene, "suspend", (id) => [id, scene.dice.oneIn(2), scene.dice.pick(REASONS)], "active"),
  },
  reinstate: {
    weight: 8,
    call: (scene) =>
      change(scene, "reinstate", (id) => [id, scene.dice.oneIn(2), scene.dice.pick(REASONS)], "suspended"),
  },
  retire: { weight: 1, call: (scene) => change(scene, "retire", (id) => [id, scene.dice.pick(REASONS)]) },
  grantCapabilities: { weight: 8, call: (scene) => ofAdministrator(scene, "grantCapabilities") },
  revokeCapabilities: { weight: 4, call: (scene) => ofAdministrator(scene, "revokeCapabilities") },
  appointAdministrator: {
    weight: 3,
    call: (scene) => change(scene, "appointAdministrator", (id) => [id, scene.dice.pick(scene.accounts)]),
  },
  expelAccount: {
    weight: 1,
    call: (scene) => change(scene, "expelAccount", (id) => [id, scene.dice.pick(scene.accounts)]),
  },
} satisfies Record<string, { weight: number; call: Operation }>;

function register({ dice, chain, accounts, institutions }: Scene): UnsignedCall {
  const kind = dice.oneIn(2) ? "justice-bureau" : dice.pick(INSTITUTION_KINDS).slug;
  const active = institutions.filter(({ status }) => status === "active");
  const retired = institutions.filter(({ status }) => status === "retired");
  const code =
    retired.length > 0 && dice.oneIn(5) ? dice.pick(retired).code : `C-${institutions.length}-${dice.below(1e6)}`;
  const grants = Array.from({ length: 1 + dice.below(3) }, (_, i) => ({
    account: accounts[(i + dice.below(3)) % accounts.length],
    capabilities: packCapabilities(capabilitiesOfKind(kind)),
  }));
  const registration = {
    code: encodeCode(code),
    name: dice.pick(NAMES),
    kind: institutionKindNumber(kind),
    jurisdiction: encodeJurisdiction(dice.pick(JURISDICTIONS)),
    parent: active.length > 0 && dice.oneIn(2) ? dice.pick(active).id : 0,
    grants,
  };
  return byRegistrar(chain.platform, "register", [registration]);
}

function change(
  scene: Scene,
  name: string,
  values: (id: number) => readonly unknown[],
  status?: "active" | "suspended",
): UnsignedCall | null {
  const chosen = scene.institutions.filter((institution) => status === undefined || institution.status === status);
  if (chosen.length === 0) return null;
  return byRegistrar(scene.chain.platform, name, values(scene.dice.pick(chosen).id));
}

function ofAdministrator({ dice, chain, accounts, institutions }: Scene, name: string): UnsignedCall | null {
  if (institutions.length === 0) return null;
  const { id, administrator } = dice.pick(institutions);
  if (administrator === null) return null;
  const set = packCapabilities([dice.pick(CAPABILITIES.slice(0, 4)), dice.pick(CAPABILITIES.slice(1, 3))]);
  const data = INSTITUTION_REGISTRY.encodeFunctionData(name as "grantCapabilities", [id, dice.pick(accounts), set]);
  return { from: administrator, to: chain.platform.institutionRegistry, data };
}

function byRegistrar(
  { institutionRegistry, keys }: { institutionRegistry: Hex; keys: { registrar: { address: Hex } } },
  name: string,
  values: readonly unknown[],
): UnsignedCall {
  const data = INSTITUTION_REGISTRY.encodeFunctionData(name as "rename", values as never);
  return { from: keys.registrar.address, to: institutionRegistry, data };
}

function idOf({ dice, institutions }: Scene): number {
  return institutions.length === 0 ? 0 : dice.pick(institutions).id;
}
