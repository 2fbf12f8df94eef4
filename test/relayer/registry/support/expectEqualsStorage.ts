import { expect } from "chai";
import type { Result } from "ethers";
import { readAll } from "../../../../src/chain/contractCalls.js";
import { directoryAt, parseEntries } from "../../../../src/chain/directory.js";
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
import { encodeShortText } from "../../../../src/chain/shortText.js";
import type { Hex } from "../../../../src/core/index.js";
import type { RegistryQueries } from "../../../../src/relayer/registry/queries/createRegistryQueries.js";
import type { Dice } from "./dice.js";
import type { RandomHistory } from "./randomHistory.js";
import type { RegistryChain } from "./registryChain.js";

/**
 * Every view of the registries gives what the index gives, at the latest block and for times before it.
 * @param share `all` of the credentials and of the institutions' histories, or `some` of each
 */
export async function expectEqualsStorage(
  { platform }: RegistryChain,
  queries: RegistryQueries,
  history: Pick<RandomHistory, "licences" | "records" | "accounts">,
  dice: Dice,
  share: "all" | "some" = "all",
): Promise<void> {
  const head = await readHead(platform.node);
  expect(queries.position()?.hash).to.equal(head.hash);
  const choose = <T>(items: readonly T[], most: number): T[] =>
    items.length <= most ? [...items] : [...new Set(Array.from({ length: most }, () => dice.pick(items)))];
  const chosen = <T>(items: readonly T[]): T[] => (share === "all" ? [...items] : choose(items, 30));
  await expectInstitutions(platform, queries, chosen);
  await expectLawyers(platform, queries, chosen(history.licences));
  const pastTime = (): number => head.timestamp - dice.below(dice.oneIn(2) ? 86_400 * 3 : 86_400 * 900);
  for (const licence of choose(history.licences, 60)) await expectLawyerAt(platform, queries, licence, pastTime());
  await expectStandards(platform, queries);
  await expectStandings(platform, queries, history);
}

type Platform = RegistryChain["platform"];

async function expectInstitutions(
  { node, institutionRegistry }: Platform,
  queries: RegistryQueries,
  chosen: (ids: readonly number[]) => number[],
): Promise<void> {
  const institutions = await listInstitutions(node, institutionRegistry);
  const indexed = queries.institutions(1, 100_000, null)?.value ?? [];
  expect(indexed.map(({ institution }) => institution)).to.deep.equal(institutions);

  const byAddress = (a: { address: string }, b: { address: string }): number => a.address.localeCompare(b.address);
  const ids = institutions.map(({ id }) => id);
  const accounts = await readAccountsOf(node, institutionRegistry, ids);
  // The contract promises no order.
  expect(indexed.map((entry) => [...entry.accounts].sort(byAddress))).to.deep.equal(
    accounts.map((list) => [...list].sort(byAddress)),
  );
  const codes = institutions.map(({ code }) => code);
  expect(codes.map((code) => queries.institutionByCode(code, null)?.value?.institution.id ?? null)).to.deep.equal(
    await readInstitutionIds(node, institutionRegistry, codes),
  );
  await Promise.all(
    chosen(ids).map(async (id) => {
      const history = await readStatusHistory(node, institutionRegistry, id);
      const known = indexed[id - 1]?.statusHistory.map(({ since, status }) => ({ since, status }));
      expect(known, `history of institution ${id}`).to.deep.equal(history);
      for (const { since, status } of history) {
        const then = queries.institution(id, since)?.value?.institution.status;
        expect(then, `institution ${id} at ${since}`).to.equal(status);
      }
    }),
  );
}

async function expectLawyers(
  { node, directory }: Platform,
  queries: RegistryQueries,
  licences: readonly Hex[],
): Promise<void> {
  const registry = await readAddress(node, directory, "LawyerRegistry");
  const credentials = await readCredentials(node, registry, licences);
  await Promise.all(
    licences.map(async (licence, i) => {
      const found = queries.lawyer(licence, null)?.value ?? null;
      const { holderCommitment, holderKey, state } = found ?? {};
      expect(found && { licence, holderCommitment, holderKey, state }).to.deep.equal(credentials[i]);
      const history = await readCredentialHistory(node, registry, licence);
      expect((found?.history ?? []).map((change) => change.state)).to.deep.equal(history);
    }),
  );
}

/** As the registry says that the directory named then. */
async function expectLawyerAt(
  { node, directory }: Platform,
  queries: RegistryQueries,
  licence: Hex,
  time: number,
): Promise<void> {
  const [answer] = await readAll(node, directoryAt(directory), "entriesOf", [[encodeShortText("LawyerRegistry")]]);
  const entries = parseEntries(answer as Result);
  const registry = (entries.findLast(({ since }) => since <= time) ?? entries[0])?.target as Hex;
  const { entitled, state } = await verifyLawyer(node, registry, licence, time);
  const holderKey = await readHolderKeyAt(node, registry, licence, time);
  const found = queries.lawyer(licence, time)?.value;
  expect(
    { entitled: found?.entitled ?? false, state: found?.state ?? null, holderKey: found?.holderKey ?? null },
    `${licence} at ${time}`,
  ).to.deep.equal({ entitled, state, holderKey });
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
