import { expect } from "chai";
import {
  listInstitutions,
  listProposals,
  listStandards,
  readAccountsOf,
  readAddress,
  readCredentialHistory,
  readCredentials,
  readDisownedSince,
  readHead,
  readHolderKeyAt,
  readInstitutionIds,
  readStandings,
  readStatusHistory,
  verifyLawyer,
} from "../../../../src/chain/index.js";
import type { RegistryQueries } from "../../../../src/relayer/registry/queries/createRegistryQueries.js";
import type { Dice } from "./dice.js";
import type { RandomHistory } from "./randomHistory.js";
import type { RegistryChain } from "./registryChain.js";

/** Every view of the registries gives what the index gives, at the latest block and for times before it. */
export async function expectEqualsStorage(
  { platform }: RegistryChain,
  queries: RegistryQueries,
  history: Pick<RandomHistory, "licences" | "records" | "accounts">,
  dice: Dice,
): Promise<void> {
  const head = await readHead(platform.node);
  expect(queries.position()?.hash).to.equal(head.hash);
  const pastTime = (): number => head.timestamp - dice.below(dice.oneIn(2) ? 86_400 * 3 : 86_400 * 900);
  await expectInstitutions(platform, queries);
  await expectLawyers(platform, queries, history.licences, pastTime);
  await expectStandards(platform, queries);
  await expectStandings(platform, queries, history);
}

type Platform = RegistryChain["platform"];

async function expectInstitutions({ node, institutionRegistry }: Platform, queries: RegistryQueries): Promise<void> {
  const institutions = await listInstitutions(node, institutionRegistry);
  const ids = institutions.map(({ id }) => id);
  const indexed = queries.institutions(1, 100_000, null)?.value ?? [];
  expect(indexed.map(({ institution }) => institution)).to.deep.equal(institutions);

  const byAddress = (a: { address: string }, b: { address: string }): number => a.address.localeCompare(b.address);
  const accounts = await readAccountsOf(node, institutionRegistry, ids);
  // The contract promises no order.
  expect(indexed.map((entry) => [...entry.accounts].sort(byAddress))).to.deep.equal(
    accounts.map((list) => [...list].sort(byAddress)),
  );
  const histories = await Promise.all(ids.map((id) => readStatusHistory(node, institutionRegistry, id)));
  const known = indexed.map(({ statusHistory }) => statusHistory.map(({ since, status }) => ({ since, status })));
  expect(known).to.deep.equal(histories);
  for (const [i, id] of ids.entries()) {
    for (const { since, status } of histories[i] ?? []) {
      expect(queries.institution(id, since)?.value?.institution.status, `institution ${id} at ${since}`).to.equal(
        status,
      );
    }
  }
  const codes = institutions.map(({ code }) => code);
  expect(codes.map((code) => queries.institutionByCode(code, null)?.value?.institution.id ?? null)).to.deep.equal(
    await readInstitutionIds(node, institutionRegistry, codes),
  );
}

async function expectLawyers(
  { node, directory }: Platform,
  queries: RegistryQueries,
  licences: readonly `0x${string}`[],
  pastTime: () => number,
): Promise<void> {
  const registry = await readAddress(node, directory, "LawyerRegistry");
  const credentials = await readCredentials(node, registry, licences);
  const histories = await Promise.all(licences.map((licence) => readCredentialHistory(node, registry, licence)));
  for (const [i, licence] of licences.entries()) {
    const found = queries.lawyer(licence, null)?.value ?? null;
    expect(
      found && {
        licence,
        holderCommitment: found.holderCommitment,
        holderKey: found.holderKey,
        state: found.state,
      },
    ).to.deep.equal(credentials[i]);
    expect((found?.history ?? []).map(({ state }) => state)).to.deep.equal(histories[i]);
  }
  // For past times the current registry is asked: the index is, too, where the directory named it then.
  for (const licence of licences.filter((_, i) => credentials[i] !== null).slice(-60)) {
    const time = pastTime();
    const found = queries.lawyer(licence, time)?.value;
    if (found == null) continue;
    const { entitled, state } = await verifyLawyer(node, registry, licence, time);
    const indexed = { entitled: found.entitled, state: found.state, key: found.holderKey };
    const key = await readHolderKeyAt(node, registry, licence, time);
    if (isSameCredential(queries, licence, time)) {
      expect(indexed, `${licence} at ${time}`).to.deep.equal({ entitled, state, key });
    }
  }
}

/** Whether the registry of then is that of now: each keeps commitments of its own. */
function isSameCredential(queries: RegistryQueries, licence: `0x${string}`, time: number): boolean {
  const [then, now] = [queries.lawyer(licence, time)?.value, queries.lawyer(licence, null)?.value];
  return (
    then != null &&
    now != null &&
    then.history.length === now.history.length &&
    then.holderCommitment === now.holderCommitment
  );
}

async function expectStandards({ node, standardsRegistry }: Platform, queries: RegistryQueries): Promise<void> {
  const { standards, proposals } = queries.standards(null)?.value ?? { standards: [], proposals: [] };
  expect(standards).to.deep.equal(await listStandards(node, standardsRegistry));
  expect(proposals).to.deep.equal(await listProposals(node, standardsRegistry));
}

async function expectStandings(
  { node, recordAnchor }: Platform,
  queries: RegistryQueries,
  { records, accounts }: Pick<RandomHistory, "records" | "accounts">,
): Promise<void> {
  const standings = await readStandings(node, recordAnchor, records);
  expect(records.map(({ institutionId, leaf }) => queries.standing(institutionId, leaf)?.value)).to.deep.equal(
    standings,
  );
  for (const institutionId of new Set(records.map((record) => record.institutionId))) {
    for (const account of accounts) {
      expect(queries.disownedSince(institutionId, account)?.value).to.equal(
        await readDisownedSince(node, recordAnchor, institutionId, account),
      );
    }
  }
}
