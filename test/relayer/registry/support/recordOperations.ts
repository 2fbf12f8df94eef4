import { RECORD_ANCHOR } from "../../../../src/chain/contractInterfaces.js";
import { NO_METADATA_ROOT, digestAlgorithmNumber, hashLeaf, hashLicence, toHex } from "../../../../src/core/index.js";
import type { Hex, JudicialRecord } from "../../../../src/core/index.js";
import type { Operation, Scene } from "./randomHistory.js";
import type { UnsignedCall } from "./registryChain.js";

export const RECORD_OPERATIONS = {
  anchor: { weight: 8, call: anchor },
  withdrawRecord: { weight: 4, call: (scene) => ofRecord(scene, "withdrawRecord", (record) => [encode(record), []]) },
  supersedeRecord: {
    weight: 5,
    call: (scene) =>
      ofRecord(scene, "supersedeRecord", (record) => {
        const own = scene.records.filter(({ institutionId }) => institutionId === record.institutionId);
        return [encode(record), [], encode(scene.dice.pick(own)), []];
      }),
  },
  disownAccount: {
    weight: 3,
    call: (scene) => {
      const { dice, institutions, accounts, time } = scene;
      if (institutions.length === 0) return null;
      const { id } = dice.pick(institutions);
      return byAdministrator(scene, id, "disownAccount", [id, dice.pick(accounts), time - dice.below(1e6)]);
    },
  },
} satisfies Record<string, { weight: number; call: Operation }>;

/** A batch of one record: its leaf is the root, and its proof is empty. */
function anchor(scene: Scene): UnsignedCall | null {
  const { dice, chain, institutions, records } = scene;
  const able = institutions.filter(({ status, administrator }) => status === "active" && administrator !== null);
  if (able.length === 0) return null;
  const { id, administrator } = dice.pick(able);
  const record: JudicialRecord = {
    institutionId: id,
    kind: 8,
    schema: 1,
    digestAlgorithm: "sha-256",
    digest: hashLicence(`DIGEST${dice.below(1e9)}${records.length}`),
    metadataRoot: NO_METADATA_ROOT,
  };
  records.push(record);
  const data = RECORD_ANCHOR.encodeFunctionData("anchorBatch", [id, toHex(hashLeaf(record)), 1]);
  return { from: administrator as Hex, to: chain.platform.recordAnchor, data };
}

function ofRecord(
  scene: Scene,
  name: string,
  values: (record: JudicialRecord) => readonly unknown[],
): UnsignedCall | null {
  if (scene.records.length === 0) return null;
  const record = scene.dice.pick(scene.records);
  return byAdministrator(scene, record.institutionId, name, values(record));
}

function byAdministrator(
  { dice, chain, institutions }: Scene,
  id: number,
  name: string,
  values: readonly unknown[],
): UnsignedCall | null {
  const administrator = institutions.find((institution) => institution.id === id)?.administrator ?? null;
  if (administrator === null) return null;
  const reason = { code: dice.below(200), document: hashLicence("DECISION") };
  const data = RECORD_ANCHOR.encodeFunctionData(name as "disownAccount", [...values, reason] as never);
  return { from: administrator, to: chain.platform.recordAnchor, data };
}

function encode(record: JudicialRecord): object {
  return { ...record, digestAlgorithm: digestAlgorithmNumber(record.digestAlgorithm) };
}
