import { Interface, Wallet, id as keccakOfText } from "ethers";
import { REASON, issuanceOf, licenceOf } from "./lawyers.js";
import type { Chain, Platform } from "./platform.js";
import { ACTIVATION_DELAY_SECONDS, deployPlatform, register, registrationOf } from "./platform.js";
import { recordOf } from "./records.js";
import { CATEGORY, contentOf, standardId } from "./standards.js";
import type { CapabilityName } from "./words.js";
import { CAPABILITY, KIND, ROLE, STATUS } from "./words.js";

/** Unix seconds at which the scene's credentials end. */
export const CREDENTIALS_END = 4_000_000_000n;
/** In force, with a next version proposed. */
export const SOME_STANDARD = standardId(CATEGORY.RecordKind, 99n);

/** An institution of the scene; `parent` by name, so that the scene reads as a tree. */
export interface Place {
  name: PlaceName;
  id: bigint;
  kind: bigint;
  status: bigint;
  suspendedByPlatform: boolean;
  parent: PlaceName | null;
}

/** Who tries a call: a role of the platform, a capability of one institution, or neither. */
export interface Actor {
  name: string;
  wallet: Wallet;
  role: RoleName | null;
  capability: CapabilityName | null;
  at: PlaceName | null;
}

export type PlaceName =
  | "parent"
  | "own"
  | "child"
  | "other"
  | "suspended"
  | "suspended by the platform"
  | "child of the suspended"
  | "retired";

export type RoleName =
  | "platform admin"
  | "registrar"
  | "registrar with a delay"
  | "standards committee"
  | "standards approver"
  | "alliance operator"
  | "guardian";

export interface AccessScene {
  platform: Platform;
  actors: Actor[];
  places: Record<PlaceName, Place>;
  /** Number of the open proposal of a standard. */
  proposalId: bigint;
  /** Data of a call to the registry that the registrar with a delay has announced. */
  announced: string;
}

/** Every capability of every institution is held by an account of its own; so is every role of the platform. */
export async function deployAccessScene(chain: Chain, kind: bigint, otherKind: bigint): Promise<AccessScene> {
  const platform = await deployPlatform(chain);
  const { access, institutions, registrar, platformAdmin } = platform;

  const actors: Actor[] = (
    [
      "platform admin",
      "registrar",
      "registrar with a delay",
      "standards committee",
      "standards approver",
      "alliance operator",
      "guardian",
    ] as const
  ).map((role) => ({ name: role, wallet: walletOf(role), role, capability: null, at: null }));
  actors.push({ name: "outsider", wallet: walletOf("outsider"), role: null, capability: null, at: null });
  for (const { role, wallet } of actors) {
    if (role === null) continue;
    const delaySeconds = role === "registrar with a delay" ? 3600 : 0;
    await access.connect(platformAdmin).grantRole(ROLE_NUMBERS[role], wallet.address, delaySeconds);
  }

  const places = {} as Record<PlaceName, Place>;
  const enter = async (name: PlaceName, parent: PlaceName | null, ofKind = kind) => {
    const holders = capabilitiesOf(ofKind).map((capability): Actor => ({
      name: `${capability} of ${name}`,
      wallet: walletOf(`${capability} of ${name}`),
      role: null,
      capability,
      at: name,
    }));
    actors.push(...holders);
    const id = await register(platform, {
      code: name.replaceAll(" ", "-"),
      kind: ofKind,
      parent: parent === null ? 0n : places[parent].id,
      grants: holders.map(({ wallet, capability }) => [wallet, CAPABILITY[capability!]]),
    });
    places[name] = { name, id, kind: ofKind, status: STATUS.Active, suspendedByPlatform: false, parent };
  };
  await enter("parent", null);
  await enter("own", "parent");
  await enter("child", "own");
  await enter("other", null, otherKind);
  await enter("suspended", "parent");
  await enter("suspended by the platform", "parent");
  await enter("child of the suspended", "suspended");
  await enter("retired", "parent");

  for (const place of Object.values(places)) await fillPlace(chain, platform, place);
  await proposeStandards(chain, platform);

  const asRegistrar = institutions.connect(registrar);
  const president = actors.find(({ name }) => name === "ADMINISTER of parent")!.wallet;
  await institutions
    .connect(await chain.ethers.getImpersonatedSigner(president.address))
    .suspend(places.suspended.id, false, "", { gasPrice: 0 });
  places.suspended.status = STATUS.Suspended;
  await asRegistrar.suspend(places["suspended by the platform"].id, false, "");
  places["suspended by the platform"].status = STATUS.Suspended;
  places["suspended by the platform"].suspendedByPlatform = true;
  await asRegistrar.retire(places.retired.id, "");
  places.retired.status = STATUS.Retired;

  const announced = institutions.interface.encodeFunctionData("rename", [places.own.id, "announced"]);
  const delayed = await chain.ethers.getImpersonatedSigner(walletOf("registrar with a delay").address);
  await access.connect(delayed).schedule(institutions, announced, 0, { gasPrice: 0 });
  return { platform, actors, places, announced, proposalId: await platform.standards.proposalCount() };
}

/** Two records of each institution, anchored each in a batch of its own: the record's leaf is the root. */
export function recordsAt(place: Place) {
  return [recordOf(place.id, "first"), recordOf(place.id, "second")] as const;
}

/** Two credentials of each justice bureau: one that is active, and one that is suspended. */
export function licencesAt(place: Place) {
  return { active: licenceOf(`${place.name} active`), suspended: licenceOf(`${place.name} suspended`) };
}

/** What the institution has on the chain before its standing changes. */
async function fillPlace(chain: Chain, { anchor, lawyers }: Platform, place: Place): Promise<void> {
  const free = { gasPrice: 0 };
  const signerOf = (capability: CapabilityName) =>
    chain.ethers.getImpersonatedSigner(walletOf(`${capability} of ${place.name}`).address);
  const relayer = anchor.connect(await signerOf("RELAY"));
  for (const record of recordsAt(place)) await relayer.anchorBatch(place.id, await anchor.hashRecord(record), 1, free);
  if (place.kind !== KIND.JusticeBureau) return;
  const bureau = lawyers.connect(await signerOf("LICENSE"));
  const now = await chain.clock.latest();
  const issuances = ["active", "suspended"].map((standing) =>
    issuanceOf(`${place.name} ${standing}`, now, { jurisdiction: "CN-11", validUntil: CREDENTIALS_END }),
  );
  await bureau.issue(place.id, issuances, REASON, free);
  await bureau.suspend(place.id, [licencesAt(place).suspended], REASON, free);
}

/** A standard in force, and an open proposal of the next version, past its delay. */
async function proposeStandards(chain: Chain, platform: Platform): Promise<void> {
  const committee = platform.standards.connect(platform.standardsCommittee);
  for (const title of ["in force", "proposed"]) {
    await committee.propose(SOME_STANDARD, (await chain.clock.latest()) + 100, contentOf(title));
    await chain.clock.increase(ACTIVATION_DELAY_SECONDS);
    if (title === "in force") await platform.standards.connect(platform.standardsApprover).activate(1n);
  }
}

/** A registration below this place that its administrators may make, with an account that is nobody else. */
export function registrationBelow(place: Place) {
  return registrationOf({
    code: "NEWCOMER",
    kind: place.kind,
    parent: place.id,
    grants: [[walletOf("newcomer"), CAPABILITY.ADMINISTER]],
  });
}

/** Tries the call without sending it: `done`, or the error with its arguments, or `refused without a reason`. */
export async function outcomeOf(
  chain: Chain,
  errors: Interface,
  call: { from: string; to: string; data: string },
): Promise<string> {
  try {
    await chain.provider.request({ method: "eth_call", params: [call, "latest"] });
    return "done";
  } catch (error) {
    const data = revertDataOf(error);
    if (data === "0x") return "refused without a reason";
    const parsed = errors.parseError(data);
    return parsed ? outcome(parsed.name, ...(parsed.args.toArray() as unknown[])) : `unknown error ${data}`;
  }
}

/** How an outcome is written: `Error(1, 0x…)`. */
export function outcome(name: string, ...args: unknown[]): string {
  return `${name}(${args.map(String).join(", ")})`;
}

const ROLE_NUMBERS: Record<RoleName, bigint> = {
  "platform admin": ROLE.ADMIN,
  registrar: ROLE.REGISTRAR,
  "registrar with a delay": ROLE.REGISTRAR,
  "standards committee": ROLE.STANDARDS_COMMITTEE,
  "standards approver": ROLE.STANDARDS_APPROVER,
  "alliance operator": ROLE.ALLIANCE_OPERATOR,
  guardian: ROLE.GUARDIAN,
};

/** The capabilities that the two kinds used here allow. */
function capabilitiesOf(kind: bigint): CapabilityName[] {
  const common: CapabilityName[] = ["ADMINISTER", "RELAY", "SIGN"];
  return kind === KIND.JusticeBureau ? [...common, "LICENSE"] : [...common, "HANDLE_CASES", "ENFORCE"];
}

function walletOf(name: string): Wallet {
  return new Wallet(keccakOfText(name));
}

function revertDataOf(error: unknown): string {
  if (error instanceof Error && "data" in error) {
    const { data } = error;
    if (typeof data === "string") return data;
    if (typeof data === "object" && data !== null && "data" in data && typeof data.data === "string") return data.data;
  }
  throw error;
}
