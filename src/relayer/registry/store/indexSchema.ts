/** What every table of facts begins with: where the log is, when its block was, and which contract said it. */
const PLACE = `
    block INTEGER NOT NULL,
    log INTEGER NOT NULL,
    time INTEGER NOT NULL,
    contract INTEGER NOT NULL`;

const facts = (table: string, columns: string): string =>
  `CREATE TABLE ${table} (${PLACE}, ${columns}, PRIMARY KEY (block, log)) STRICT, WITHOUT ROWID;`;

const REASON = "reason_code INTEGER NOT NULL, reason_document BLOB";
const CONTENT = "content_hash BLOB, value TEXT, title TEXT, source TEXT";

/** Grows with each change of the tables. An index in another format is made anew: no row of it is the only one. */
export const INDEX_FORMAT = 1;

/**
 * The index's tables. Rows of facts are only ever added, and taken away where their block is gone:
 * what holds at a time is found by the queries.
 */
export const INDEX_SCHEMA = `
  CREATE TABLE position (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    chain_id INTEGER,
    directory BLOB NOT NULL,
    block INTEGER,
    hash BLOB,
    time INTEGER,
    CHECK ((block IS NULL) = (hash IS NULL) AND (block IS NULL) = (time IS NULL))
  ) STRICT;
  -- Blocks read, by which a chain that was replaced is recognised: the newest, and one in a thousand of the others.
  CREATE TABLE blocks (number INTEGER PRIMARY KEY, hash BLOB NOT NULL, time INTEGER NOT NULL) STRICT;
  CREATE TABLE contracts (id INTEGER PRIMARY KEY, address BLOB NOT NULL UNIQUE, listed_in INTEGER NOT NULL) STRICT;

  ${facts("directory_entries", "name TEXT NOT NULL, target BLOB NOT NULL")}

  ${facts(
    "institution_registrations",
    "institution INTEGER NOT NULL, code TEXT NOT NULL, kind TEXT NOT NULL, jurisdiction TEXT NOT NULL",
  )}
  ${facts("institution_names", "institution INTEGER NOT NULL, name TEXT NOT NULL")}
  ${facts("institution_parents", "institution INTEGER NOT NULL, parent INTEGER")}
  ${facts(
    "institution_statuses",
    "institution INTEGER NOT NULL, status TEXT NOT NULL, through INTEGER, by_platform INTEGER NOT NULL, reason TEXT NOT NULL",
  )}
  ${facts(
    "institution_capabilities",
    "institution INTEGER NOT NULL, account BLOB NOT NULL, capabilities INTEGER NOT NULL",
  )}
  CREATE UNIQUE INDEX registrations_by_id ON institution_registrations (contract, institution);
  CREATE INDEX registrations_by_code ON institution_registrations (contract, code);
  CREATE INDEX names_by_institution ON institution_names (contract, institution);
  CREATE INDEX parents_by_institution ON institution_parents (contract, institution);
  CREATE INDEX statuses_by_institution ON institution_statuses (contract, institution);
  CREATE INDEX capabilities_by_institution ON institution_capabilities (contract, institution);

  ${facts(
    "credential_states",
    `licence BLOB NOT NULL, by_institution INTEGER NOT NULL, status TEXT NOT NULL, issuer INTEGER NOT NULL,
    jurisdiction TEXT NOT NULL, valid_from INTEGER NOT NULL, valid_until INTEGER NOT NULL, scope INTEGER NOT NULL,
    holder_commitment BLOB, ${REASON}`,
  )}
  ${facts("holder_keys", `licence BLOB NOT NULL, by_institution INTEGER NOT NULL, key BLOB, ${REASON}`)}
  CREATE INDEX credential_states_by_licence ON credential_states (contract, licence);
  CREATE UNIQUE INDEX credentials_issued ON credential_states (contract, licence) WHERE holder_commitment IS NOT NULL;
  CREATE INDEX holder_keys_by_licence ON holder_keys (contract, licence);

  ${facts(
    "standard_changes",
    `standard INTEGER NOT NULL, proposal INTEGER, is_retirement INTEGER NOT NULL, starts INTEGER NOT NULL, ${CONTENT}`,
  )}
  ${facts(
    "standard_proposals",
    `proposal INTEGER NOT NULL, standard INTEGER NOT NULL, proposer BLOB NOT NULL, is_retirement INTEGER NOT NULL,
    activatable_from INTEGER NOT NULL, starts INTEGER NOT NULL, ${CONTENT}`,
  )}
  ${facts("proposal_ends", "proposal INTEGER NOT NULL, status TEXT NOT NULL")}
  CREATE INDEX standard_changes_by_contract ON standard_changes (contract);
  CREATE UNIQUE INDEX proposals_by_id ON standard_proposals (contract, proposal);
  CREATE UNIQUE INDEX proposal_ends_by_id ON proposal_ends (contract, proposal);

  ${facts(
    "record_standings",
    `institution INTEGER NOT NULL, leaf BLOB NOT NULL, status TEXT NOT NULL, successor BLOB, account BLOB NOT NULL,
    ${REASON}`,
  )}
  ${facts(
    "disowned_accounts",
    `institution INTEGER NOT NULL, account BLOB NOT NULL, since INTEGER NOT NULL, administrator BLOB NOT NULL,
    ${REASON}`,
  )}
  CREATE UNIQUE INDEX record_standings_by_leaf ON record_standings (contract, institution, leaf);
  CREATE INDEX disowned_by_account ON disowned_accounts (contract, institution, account);
`;

/** The tables whose rows are facts of one block each. */
export const FACT_TABLES = [
  "directory_entries",
  "institution_registrations",
  "institution_names",
  "institution_parents",
  "institution_statuses",
  "institution_capabilities",
  "credential_states",
  "holder_keys",
  "standard_changes",
  "standard_proposals",
  "proposal_ends",
  "record_standings",
  "disowned_accounts",
] as const;

export type FactTable = (typeof FACT_TABLES)[number];
