import type { DatabaseSync } from "node:sqlite";
import { splitStandardId } from "../../../chain/index.js";
import type {
  ProposalStatus,
  Standard,
  StandardContent,
  StandardProposal,
  StandardVersion,
} from "../../../chain/index.js";
import { hex, hexOrNull, number, text } from "./rows.js";
import type { Row } from "./rows.js";

export interface ReadStandards {
  /** Every standard that was ever activated, in the order of activation, with all its versions. */
  standards(contract: number): Standard[];
  /** Every proposal, the oldest first. */
  proposals(contract: number): StandardProposal[];
}

export function prepareStandards(database: DatabaseSync): ReadStandards {
  const changes = database.prepare("SELECT * FROM standard_changes WHERE contract = ? ORDER BY block, log");
  const proposals = database.prepare(`
    SELECT standard_proposals.*, proposal_ends.status AS status
    FROM standard_proposals LEFT JOIN proposal_ends
      ON proposal_ends.contract = standard_proposals.contract AND proposal_ends.proposal = standard_proposals.proposal
    WHERE standard_proposals.contract = ? ORDER BY standard_proposals.proposal`);

  return {
    standards(contract) {
      const versions = new Map<number, StandardVersion[]>();
      for (const row of changes.all(contract)) {
        const id = number(row, "standard");
        const known = versions.get(id) ?? [];
        versions.set(id, number(row, "is_retirement") === 1 ? retire(known, row) : activate(known, row));
      }
      return [...versions].map(([id, list]) => ({ id, ...splitStandardId(id), versions: list }));
    },
    proposals: (contract) => proposals.all(contract).map(readProposal),
  };
}

/** @custom:source contracts/standards/StandardsRegistry.sol `_addVersion` */
function activate(known: readonly StandardVersion[], row: Row): StandardVersion[] {
  const from = number(row, "starts");
  const versions = [...known];
  // Called off before they began: they were never in force.
  for (
    let last = versions.at(-1);
    last !== undefined && last.until === last.from && last.from >= from;
    last = versions.at(-1)
  ) {
    versions.pop();
  }
  const last = versions.pop();
  if (last !== undefined) versions.push(last.until === null || last.until > from ? { ...last, until: from } : last);
  return [...versions, { from, until: null, ...readContent(row) }];
}

/** @custom:source contracts/standards/StandardsRegistry.sol `activate` */
function retire(known: readonly StandardVersion[], row: Row): StandardVersion[] {
  const until = number(row, "starts");
  const index = known.findLastIndex(({ from }) => from <= until);
  return known.map((version, i) => (i === index ? { ...version, until } : version));
}

function readProposal(row: Row): StandardProposal {
  const isRetirement = number(row, "is_retirement") === 1;
  return {
    id: number(row, "proposal"),
    standardId: number(row, "standard"),
    status: row["status"] == null ? "open" : (text(row, "status") as ProposalStatus),
    isRetirement,
    activatableFrom: number(row, "activatable_from"),
    from: number(row, "starts"),
    proposer: hex(row, "proposer"),
    content: isRetirement ? null : readContent(row),
  };
}

function readContent(row: Row): StandardContent {
  return {
    contentHash: hexOrNull(row, "content_hash"),
    value: row["value"] == null ? null : BigInt(text(row, "value")),
    title: text(row, "title"),
    source: text(row, "source"),
  };
}
