import { LAWYER_REGISTRY } from "../../../../src/chain/contractInterfaces.js";
import type { CredentialStatus, LawyerCredential } from "../../../../src/chain/index.js";
import { encodeJurisdiction } from "../../../../src/chain/shortText.js";
import { hashLicence } from "../../../../src/core/index.js";
import type { Hex } from "../../../../src/core/index.js";
import type { Operation, Scene } from "./randomHistory.js";
import type { UnsignedCall } from "./registryChain.js";

const DAY = 86_400;
const JURISDICTIONS = ["CN-11", "CN-11-0105", "CN-31"];

export const LAWYER_OPERATIONS = {
  issue: { weight: 10, call: issue },
  renew: {
    weight: 5,
    call: (scene) =>
      change(scene, "renew", ({ by, licences, credential }) => {
        const { validUntil } = credential.state;
        const validFrom = validUntil < scene.time && scene.dice.oneIn(2) ? scene.time + 5 * DAY : validUntil;
        return [by, licences, validFrom, Math.max(validFrom, scene.time) + 200 * DAY];
      }),
  },
  suspendCredentials: { weight: 6, call: (scene) => change(scene, "suspend", ({ by, licences }) => [by, licences]) },
  reinstateCredentials: {
    weight: 8,
    call: (scene) => change(scene, "reinstate", ({ by, licences }) => [by, licences], "suspended"),
  },
  revoke: { weight: 1, call: (scene) => change(scene, "revoke", ({ by, licences }) => [by, licences]) },
  transfer: {
    weight: 5,
    call: (scene) => {
      const bureaus = scene.institutions.filter(({ kind, status }) => kind === "justice-bureau" && status === "active");
      if (bureaus.length === 0) return null;
      const { id, jurisdiction } = scene.dice.pick(bureaus);
      return change(scene, "transfer", ({ by, licences }) => [by, id, encodeJurisdiction(jurisdiction), licences]);
    },
  },
  changeHolderKeys: {
    weight: 6,
    call: (scene) =>
      change(scene, "changeHolderKeys", ({ by, licences }) => [
        by,
        licences.map((licence) => ({ licence, key: scene.dice.oneIn(4) ? ZERO : scene.dice.pick(scene.accounts) })),
      ]),
  },
} satisfies Record<string, { weight: number; call: Operation }>;

const ZERO = `0x${"0".repeat(40)}`;
const NO_DOCUMENT = `0x${"0".repeat(64)}`;

function issue(scene: Scene): UnsignedCall | null {
  const { dice, chain, institutions, time, licences } = scene;
  const bureaus = institutions.filter(
    ({ kind, status, administrator }) => kind === "justice-bureau" && status === "active" && administrator !== null,
  );
  if (bureaus.length === 0) return null;
  const { id, administrator, jurisdiction } = dice.pick(bureaus);
  const fresh = Array.from({ length: 1 + dice.below(3) }, () =>
    hashLicence(`1110120${licences.length}${dice.below(1e9)}`),
  );
  const issuances = fresh.map((licence) => ({
    licence,
    jurisdiction: encodeJurisdiction(dice.oneIn(5) ? dice.pick(JURISDICTIONS) : jurisdiction),
    validFrom: time - dice.below(100) * DAY,
    validUntil: time + (40 + dice.below(400)) * DAY,
    scope: 1 + dice.below(31),
    holderCommitment: hashLicence(`COMMITMENT${dice.below(1e9)}`),
  }));
  licences.push(...fresh);
  const to = dice.oneIn(3) ? dice.pick(scene.lawyerRegistries) : chain.platform.lawyerRegistry;
  return encode(scene, { from: administrator as Hex, to, name: "issue", values: [id, issuances] });
}

/** By the issuer, or by one that stands above it, of the newest credentials: their histories get long. */
function change(
  scene: Scene,
  name: string,
  values: (chosen: { by: number; licences: Hex[]; credential: LawyerCredential }) => readonly unknown[],
  status: CredentialStatus = "active",
): UnsignedCall | null {
  const { dice, institutions } = scene;
  const fitting = scene.credentials.filter(({ credential }) => credential.state.status === status);
  if (fitting.length === 0) return null;
  const { registry, credential } = dice.pick(fitting);
  const issuer = institutions.find(({ id }) => id === credential.state.issuer);
  const above = institutions.find(({ id }) => id === issuer?.parent);
  const bureau = above !== undefined && dice.oneIn(3) ? above : issuer;
  if (bureau?.administrator == null) return null;
  const second = fitting.find(
    (other) => other.registry === registry && other.credential.state.issuer === credential.state.issuer,
  );
  const both = [...new Set([credential.licence, ...(second === undefined ? [] : [second.credential.licence])])];
  const licences = dice.oneIn(4) ? both : [credential.licence];
  const call = { name, values: values({ by: bureau.id, licences, credential }) };
  return encode(scene, { ...call, from: bureau.administrator, to: registry });
}

function encode(
  { dice }: Scene,
  { from, to, name, values }: { from: Hex; to: Hex; name: string; values: readonly unknown[] },
): UnsignedCall {
  const reason = { code: dice.below(200), document: dice.oneIn(2) ? NO_DOCUMENT : hashLicence("DECISION") };
  return { from, to, data: LAWYER_REGISTRY.encodeFunctionData(name as "suspend", [...values, reason] as never) };
}
