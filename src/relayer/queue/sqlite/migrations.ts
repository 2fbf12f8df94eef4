/** Numbered from 1 by their place. Append; never change one that was released. */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE batches (
    id INTEGER PRIMARY KEY,
    institution_id INTEGER NOT NULL,
    root BLOB NOT NULL,
    count INTEGER NOT NULL,
    records INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('batched', 'submitted', 'anchored', 'final')),
    closed_at INTEGER NOT NULL,
    transaction_id INTEGER REFERENCES transactions (id),
    chain_id INTEGER,
    record_anchor BLOB,
    sequence INTEGER,
    anchored_at INTEGER,
    transaction_hash BLOB,
    block_number INTEGER,
    block_hash BLOB,
    hold_reason TEXT,
    refusals INTEGER NOT NULL DEFAULT 0,
    retry_at INTEGER NOT NULL DEFAULT 0,
    UNIQUE (institution_id, root),
    CHECK ((state IN ('anchored', 'final')) = (sequence IS NOT NULL))
  ) STRICT;
  -- Final batches are nearly all of them, and nobody looks for them by state.
  CREATE INDEX batches_under_way ON batches (state, id) WHERE state <> 'final';
  CREATE INDEX batches_by_transaction ON batches (transaction_id) WHERE transaction_id IS NOT NULL;

  CREATE TABLE records (
    position INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    institution_id INTEGER NOT NULL,
    reference TEXT NOT NULL,
    kind INTEGER NOT NULL,
    schema INTEGER NOT NULL,
    digest_algorithm INTEGER NOT NULL,
    digest BLOB NOT NULL,
    metadata_root BLOB NOT NULL,
    leaf BLOB NOT NULL,
    received_at INTEGER NOT NULL,
    batch_id INTEGER REFERENCES batches (id),
    rejection_code TEXT,
    rejection_field TEXT,
    rejection_reason TEXT,
    UNIQUE (institution_id, reference),
    CHECK (batch_id IS NULL OR rejection_code IS NULL)
  ) STRICT;
  CREATE INDEX records_waiting ON records (institution_id, position) WHERE batch_id IS NULL AND rejection_code IS NULL;
  CREATE INDEX records_rejected ON records (position) WHERE rejection_code IS NOT NULL;
  CREATE INDEX records_by_batch ON records (batch_id) WHERE batch_id IS NOT NULL;
  CREATE INDEX records_by_digest ON records (digest);

  CREATE TABLE transactions (
    id INTEGER PRIMARY KEY,
    account BLOB NOT NULL,
    nonce INTEGER NOT NULL,
    hash BLOB NOT NULL,
    raw BLOB NOT NULL,
    signed_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'abandoned'))
  ) STRICT;
  -- What makes two transactions of one nonce impossible, whatever the code above does.
  CREATE UNIQUE INDEX transactions_open ON transactions (account, nonce) WHERE state = 'open';

  CREATE TABLE tokens (
    id INTEGER PRIMARY KEY,
    institution_id INTEGER NOT NULL,
    label TEXT NOT NULL,
    secret_hash BLOB NOT NULL UNIQUE,
    issued_at INTEGER NOT NULL,
    revoked_at INTEGER
  ) STRICT;
  `,
];
