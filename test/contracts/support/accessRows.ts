import type { AccessScene, Actor, Place, PlaceName } from "./accessScene.js";
import { outcome, registrationBelow } from "./accessScene.js";
import { CAPABILITY, ROLE, STATUS, shortText } from "./words.js";

const { ADMINISTER, RELAY, SIGN } = CAPABILITY;
const ROOT = `0x${"11".repeat(32)}`;
const BATCH_TYPES = {
  Batch: [
    { name: "institutionId", type: "uint32" },
    { name: "root", type: "bytes32" },
    { name: "count", type: "uint32" },
    { name: "deadline", type: "uint48" },
  ],
};

/** What one actor tries at one institution: the transaction, and what must come of it. */
export interface Trial {
  scene: AccessScene;
  actor: Actor;
  place: Place;
}

export interface Row {
  /** The institutions at which it is tried: `platform` where the call names none. */
  at: readonly PlaceName[] | "platform";
  args: (trial: Trial) => unknown[] | Promise<unknown[]>;
  /** `done`, or the exact error. */
  expected: (trial: Trial, data: string) => string | Promise<string>;
  /** True where none of the actors may do it. */
  nobody?: true;
  /** The kind of institution whose accounts may do it, where not all may. */
  ofKind?: bigint;
  /** Who sends it, where that is not the actor. */
  from?: (trial: Trial) => string;
}

export const EVERYWHERE: readonly PlaceName[] = [
  "own",
  "child of the suspended",
  "suspended",
  "suspended by the platform",
  "retired",
];

/** The actor holds this capability for the institution, whatever its standing. */
function holds({ actor, place }: Trial, capability: bigint): boolean {
  return actor.at === place.name && actor.capability !== null && CAPABILITY[actor.capability] === capability;
}

/** Needs a capability of the institution itself, while it is active. */
export function withCapability(required: bigint): Row["expected"] {
  return (trial) => {
    const { actor, place } = trial;
    if (place.status !== STATUS.Active) {
      return outcome("InstitutionRegistryNotActive", place.id, place.status);
    }
    if (holds(trial, required)) return "done";
    const held = actor.at === place.name && actor.capability !== null ? CAPABILITY[actor.capability] : 0n;
    return outcome("InstitutionRegistryMissingCapability", place.id, actor.wallet.address, required, held);
  };
}

/** Whether the actor stands above the institution; a registrar with a delay does once the act was announced. */
function superiority({ scene, actor, place }: Trial): "platform" | "announced" | "parent" | "none" {
  if (actor.role === "registrar") return "platform";
  if (actor.role === "registrar with a delay") return "announced";
  if (place.parent === null || actor.at !== place.parent || actor.capability !== "ADMINISTER") return "none";
  return scene.places[place.parent].status === STATUS.Active ? "parent" : "none";
}

/** The announcement that the registrar with a delay has not made. */
async function notScheduled({ scene, actor }: Trial, data: string): Promise<string> {
  const { access, institutions } = scene.platform;
  return outcome("AccessManagerNotScheduled", await access.hashOperation(actor.wallet, institutions, data));
}

/** Needs a superior of the institution, in a standing that allows the act. */
function bySuperior(
  standingError: (place: Place) => string | null,
  afterPlatform: "allowed" | "refused to the parent" = "allowed",
): Row["expected"] {
  return (trial, data) => {
    const { actor, place } = trial;
    const wrongStanding = standingError(place);
    if (wrongStanding !== null) return wrongStanding;
    const superior = superiority(trial);
    if (superior === "announced") return notScheduled(trial, data);
    if (superior === "none") return outcome("InstitutionRegistryNotASuperior", place.id, actor.wallet.address);
    if (superior === "parent" && place.suspendedByPlatform && afterPlatform === "refused to the parent") {
      return outcome("InstitutionRegistrySuspendedByPlatform", place.id);
    }
    return "done";
  };
}

const unlessRetired = ({ id, status }: Place) =>
  status === STATUS.Retired ? outcome("InstitutionRegistryAlreadyRetired", id) : null;
const onlyActive = ({ id, status }: Place) =>
  status === STATUS.Active ? null : outcome("InstitutionRegistryNotActive", id, status);
const onlySuspended = ({ id, status }: Place) =>
  status === STATUS.Suspended ? null : outcome("InstitutionRegistryNotSuspended", id, status);

export const onlyAccessManager: Row["expected"] = ({ actor }) =>
  outcome("AccessManagedUnauthorized", actor.wallet.address);
const onlyPlatformAdmin: Row["expected"] = ({ actor }) =>
  actor.role === "platform admin"
    ? "done"
    : outcome("AccessManagerUnauthorizedAccount", actor.wallet.address, ROLE.ADMIN);

const newcomer = `0x${"ab".repeat(20)}`;
const suspendOwn = ({ platform, places }: AccessScene) =>
  platform.institutions.interface.encodeFunctionData("suspend", [places.own.id, false, ""]);
const suspendSelector = ({ platform }: AccessScene) => platform.institutions.interface.getFunction("suspend").selector;
const holderOf = (scene: AccessScene, name: string) =>
  scene.actors.find((actor) => actor.name === name)!.wallet.address;

/** One row for every function of every contract that changes anything. */
export const ROWS: Record<string, Row> = {
  "InstitutionRegistry.register((bytes32,string,uint8,bytes32,uint32,(address,uint8)[]))": {
    at: EVERYWHERE,
    args: ({ place }) => [registrationBelow(place)],
    expected: (trial, data) => {
      const { actor, place } = trial;
      if (holds(trial, ADMINISTER) && place.status === STATUS.Active) return "done";
      if (actor.role === "registrar with a delay") return notScheduled(trial, data);
      if (actor.role !== "registrar") return outcome("InstitutionRegistryNotASuperior", 0n, actor.wallet.address);
      return onlyActive(place) ?? "done";
    },
  },
  "InstitutionRegistry.rename(uint32,string)": {
    at: EVERYWHERE,
    args: ({ place }) => [place.id, "renamed"],
    expected: bySuperior(unlessRetired),
  },
  "InstitutionRegistry.changeParent(uint32,uint32)": {
    at: EVERYWHERE,
    args: ({ place }) => [place.id, 0n],
    expected: (trial, data) => {
      const { actor, place } = trial;
      if (actor.role === "registrar with a delay") return notScheduled(trial, data);
      if (actor.role !== "registrar") return outcome("AccessManagedUnauthorized", actor.wallet.address);
      return unlessRetired(place) ?? "done";
    },
  },
  "InstitutionRegistry.suspend(uint32,bool,string)": {
    at: EVERYWHERE,
    args: ({ place }) => [place.id, true, "reason"],
    expected: bySuperior(onlyActive),
  },
  "InstitutionRegistry.reinstate(uint32,bool,string)": {
    at: ["suspended", "suspended by the platform", "own", "retired"],
    args: ({ place }) => [place.id, true, "reason"],
    expected: bySuperior(onlySuspended, "refused to the parent"),
  },
  "InstitutionRegistry.retire(uint32,string)": {
    at: ["child", ...EVERYWHERE.filter((name) => name !== "own" && name !== "suspended")],
    args: ({ place }) => [place.id, "reason"],
    expected: bySuperior(unlessRetired, "refused to the parent"),
  },
  "InstitutionRegistry.appointAdministrator(uint32,address)": {
    at: EVERYWHERE,
    args: ({ place }) => [place.id, newcomer],
    expected: bySuperior(unlessRetired),
  },
  "InstitutionRegistry.expelAccount(uint32,address)": {
    at: EVERYWHERE,
    args: ({ scene, place }) => [place.id, holderOf(scene, `RELAY of ${place.name}`)],
    expected: bySuperior(unlessRetired),
  },
  "InstitutionRegistry.grantCapabilities(uint32,address,uint8)": {
    at: EVERYWHERE,
    args: ({ place }) => [place.id, newcomer, RELAY],
    expected: withCapability(ADMINISTER),
  },
  "InstitutionRegistry.revokeCapabilities(uint32,address,uint8)": {
    at: EVERYWHERE,
    args: ({ scene, place }) => [place.id, holderOf(scene, `RELAY of ${place.name}`), RELAY],
    expected: withCapability(ADMINISTER),
  },
  "InstitutionRegistry.setAuthority(address)": {
    at: "platform",
    args: ({ scene }) => [scene.platform.anchor.target],
    expected: onlyAccessManager,
    nobody: true,
  },
  "RecordAnchor.anchorBatch(uint32,bytes32,uint32)": {
    at: EVERYWHERE,
    args: ({ place }) => [place.id, ROOT, 1],
    expected: withCapability(RELAY),
  },
  "RecordAnchor.anchorBatches((uint32,bytes32,uint32)[])": {
    at: EVERYWHERE,
    args: ({ place }) => [[{ institutionId: place.id, root: ROOT, count: 1 }]],
    expected: withCapability(RELAY),
  },
  // Anyone may carry it: here the actor is the one who signed.
  "RecordAnchor.anchorSignedBatch(uint32,bytes32,uint32,uint48,address,bytes)": {
    at: EVERYWHERE,
    from: ({ scene }) => holderOf(scene, "outsider"),
    args: async ({ scene, actor, place }) => {
      const deadline = 2n ** 48n - 1n;
      const { name, version, chainId, verifyingContract } = await scene.platform.anchor.eip712Domain();
      const batch = { institutionId: place.id, root: ROOT, count: 1, deadline };
      const domain = { name, version, chainId, verifyingContract };
      const signature = await actor.wallet.signTypedData(domain, BATCH_TYPES, batch);
      return [place.id, ROOT, 1, deadline, actor.wallet.address, signature];
    },
    expected: withCapability(SIGN),
  },
  "Directory.setAddress(bytes32,address)": {
    at: "platform",
    args: ({ scene }) => [shortText("RecordAnchor"), scene.platform.anchor.target],
    expected: ({ actor }) =>
      actor.role === "platform admin" ? "done" : outcome("AccessManagedUnauthorized", actor.wallet.address),
  },
  "Directory.setAuthority(address)": {
    at: "platform",
    args: ({ scene }) => [scene.platform.anchor.target],
    expected: onlyAccessManager,
    nobody: true,
  },
  "PlatformAccess.pause(address)": {
    at: "platform",
    args: ({ scene }) => [scene.platform.institutions.target],
    expected: ({ actor }) =>
      actor.role === "guardian" ? "done" : outcome("PlatformAccessNotGuardian", actor.wallet.address),
  },
  "PlatformAccess.labelRole(uint64,string)": {
    at: "platform",
    args: () => [ROLE.REGISTRAR, "registrar"],
    expected: onlyPlatformAdmin,
  },
  "PlatformAccess.grantRole(uint64,address,uint32)": {
    at: "platform",
    args: () => [ROLE.REGISTRAR, newcomer, 0],
    expected: onlyPlatformAdmin,
  },
  "PlatformAccess.revokeRole(uint64,address)": {
    at: "platform",
    args: ({ scene }) => [ROLE.REGISTRAR, holderOf(scene, "registrar")],
    expected: onlyPlatformAdmin,
  },
  "PlatformAccess.setRoleAdmin(uint64,uint64)": {
    at: "platform",
    args: () => [ROLE.REGISTRAR, ROLE.GUARDIAN],
    expected: onlyPlatformAdmin,
  },
  "PlatformAccess.setRoleGuardian(uint64,uint64)": {
    at: "platform",
    args: () => [ROLE.REGISTRAR, ROLE.REGISTRAR],
    expected: onlyPlatformAdmin,
  },
  "PlatformAccess.setGrantDelay(uint64,uint32)": {
    at: "platform",
    args: () => [ROLE.REGISTRAR, 0],
    expected: onlyPlatformAdmin,
  },
  "PlatformAccess.setTargetAdminDelay(address,uint32)": {
    at: "platform",
    args: ({ scene }) => [scene.platform.institutions.target, 0],
    expected: onlyPlatformAdmin,
  },
  "PlatformAccess.setTargetClosed(address,bool)": {
    at: "platform",
    args: ({ scene }) => [scene.platform.institutions.target, false],
    expected: onlyPlatformAdmin,
  },
  "PlatformAccess.setTargetFunctionRole(address,bytes4[],uint64)": {
    at: "platform",
    args: ({ scene }) => [scene.platform.institutions.target, [suspendSelector(scene)], ROLE.GUARDIAN],
    expected: onlyPlatformAdmin,
  },
  "PlatformAccess.updateAuthority(address,address)": {
    at: "platform",
    args: ({ scene }) => [scene.platform.institutions.target, scene.platform.anchor.target],
    expected: onlyPlatformAdmin,
  },
  "PlatformAccess.multicall(bytes[])": {
    at: "platform",
    args: ({ scene }) => [
      [scene.platform.access.interface.encodeFunctionData("grantRole", [ROLE.REGISTRAR, newcomer, 0])],
    ],
    expected: onlyPlatformAdmin,
  },
  "PlatformAccess.renounceRole(uint64,address)": {
    at: "platform",
    args: ({ scene }) => [ROLE.REGISTRAR, holderOf(scene, "registrar")],
    expected: ({ actor }) => (actor.role === "registrar" ? "done" : outcome("AccessManagerBadConfirmation")),
  },
  "PlatformAccess.schedule(address,bytes,uint48)": {
    at: "platform",
    args: ({ scene }) => [scene.platform.institutions.target, suspendOwn(scene), 0],
    // Who acts at once has nothing to announce.
    expected: ({ scene, actor }) => (actor.role === "registrar with a delay" ? "done" : unauthorizedCall(scene, actor)),
  },
  "PlatformAccess.execute(address,bytes)": {
    at: "platform",
    args: ({ scene }) => [scene.platform.institutions.target, suspendOwn(scene)],
    expected: (trial) => {
      if (trial.actor.role === "registrar") return "done";
      if (trial.actor.role === "registrar with a delay") return notScheduled(trial, suspendOwn(trial.scene));
      return unauthorizedCall(trial.scene, trial.actor);
    },
  },
  "PlatformAccess.cancel(address,address,bytes)": {
    at: "platform",
    args: ({ scene }) => [
      holderOf(scene, "registrar with a delay"),
      scene.platform.institutions.target,
      scene.announced,
    ],
    expected: ({ scene, actor }) => {
      if (["platform admin", "registrar with a delay", "guardian"].includes(actor.name)) return "done";
      return outcome(
        "AccessManagerUnauthorizedCancel",
        actor.wallet.address,
        holderOf(scene, "registrar with a delay"),
        scene.platform.institutions.target,
        scene.announced.slice(0, 10),
      );
    },
  },
  "PlatformAccess.consumeScheduledOp(address,bytes)": {
    at: "platform",
    args: ({ scene }) => [holderOf(scene, "registrar with a delay"), scene.announced],
    // It asks its caller, as a contract, whether it is carrying out something; none of these is one.
    expected: () => "refused without a reason",
    nobody: true,
  },
};

function unauthorizedCall(scene: AccessScene, actor: Actor): string {
  const { institutions } = scene.platform;
  return outcome("AccessManagerUnauthorizedCall", actor.wallet.address, institutions.target, suspendSelector(scene));
}
