/**
 * How the store's tables came to be. Entry n brings a file from `user_version` n to n + 1: entries are added at the end
 * and never changed. All times are milliseconds since 1970, so that no time zone is ever stored or read.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE runs (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    started_at_ms INTEGER NOT NULL,
    from_ms INTEGER NOT NULL,
    to_ms INTEGER NOT NULL,
    moves_mark INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    message_id TEXT,
    exit_code INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    subject TEXT NOT NULL,
    saved_as TEXT,
    duration_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX runs_by_source ON runs (source, number);

  CREATE TABLE outbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id TEXT NOT NULL UNIQUE,
    message_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    html TEXT NOT NULL,
    text TEXT NOT NULL,
    date_ms INTEGER NOT NULL,
    severity TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    sending INTEGER NOT NULL DEFAULT 0,
    unknown_attempts INTEGER NOT NULL DEFAULT 0,
    last_reason TEXT
  ) STRICT;
  `,
  // A JSON list, one entry per integration: read back whole or not at all.
  'ALTER TABLE runs ADD COLUMN integrations TEXT',
  // What a report said and measured, for the ones after it; it goes with its run.
  `
  CREATE TABLE memories (
    run_id TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
    made_at_ms INTEGER NOT NULL,
    privacy TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE findings (
    run_id TEXT NOT NULL REFERENCES memories (run_id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    origin TEXT NOT NULL,
    severity TEXT NOT NULL,
    title TEXT NOT NULL,
    things TEXT NOT NULL,
    muted INTEGER NOT NULL,
    first_seen_ms INTEGER NOT NULL,
    last_seen_ms INTEGER NOT NULL,
    PRIMARY KEY (run_id, id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE measurements (
    run_id TEXT NOT NULL REFERENCES memories (run_id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value REAL NOT NULL,
    unit TEXT NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (run_id, key)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE wan_addresses (
    run_id TEXT NOT NULL REFERENCES memories (run_id) ON DELETE CASCADE,
    line TEXT NOT NULL,
    address TEXT NOT NULL,
    PRIMARY KEY (run_id, line)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE known_clients (
    source TEXT NOT NULL,
    privacy TEXT NOT NULL,
    id TEXT NOT NULL,
    first_run_id TEXT NOT NULL,
    last_seen_ms INTEGER NOT NULL,
    PRIMARY KEY (source, privacy, id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE news (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    after_run_number INTEGER NOT NULL,
    text TEXT NOT NULL
  ) STRICT;
  `,
  // What lies in the outbox is the message as it is sent, and each recipient has a fate of its own. The reports that waited
  // in the old table cannot be turned into such messages here; they are among the saved ones, and their runs say so.
  `
  UPDATE runs SET outcome = 'failed' WHERE id IN (SELECT run_id FROM outbox);
  DROP TABLE outbox;

  CREATE TABLE outbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id TEXT NOT NULL UNIQUE REFERENCES runs (id),
    message_id TEXT NOT NULL,
    raw BLOB NOT NULL
  ) STRICT;

  CREATE TABLE sends (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    address TEXT NOT NULL,
    state TEXT NOT NULL,
    handed_over INTEGER NOT NULL DEFAULT 0,
    unknown_attempts INTEGER NOT NULL DEFAULT 0,
    reason TEXT,
    after_run_number INTEGER,
    UNIQUE (run_id, address)
  ) STRICT;
  `,
  // Below which other finding it was told.
  'ALTER TABLE findings ADD COLUMN explained_by TEXT',
  // Each way by which reports are sent has an outbox of its own, and what became of a report is known for each.
  `
  CREATE TABLE parcels (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id TEXT NOT NULL REFERENCES runs (id),
    channel TEXT NOT NULL,
    message_id TEXT NOT NULL,
    raw BLOB NOT NULL,
    UNIQUE (run_id, channel)
  ) STRICT;
  INSERT INTO parcels SELECT number, run_id, 'mail', message_id, raw FROM outbox;
  DROP TABLE outbox;

  CREATE TABLE recipients (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    state TEXT NOT NULL,
    handed_over INTEGER NOT NULL DEFAULT 0,
    unknown_attempts INTEGER NOT NULL DEFAULT 0,
    reason TEXT,
    after_run_number INTEGER,
    UNIQUE (run_id, channel, address)
  ) STRICT;
  INSERT INTO recipients
    SELECT number, run_id, 'mail', address, state, handed_over, unknown_attempts, reason, after_run_number FROM sends;
  DROP TABLE sends;

  CREATE TABLE deliveries (
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    channel TEXT NOT NULL,
    outcome TEXT NOT NULL,
    PRIMARY KEY (run_id, channel)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO deliveries SELECT id, 'mail', outcome FROM runs WHERE message_id IS NOT NULL;
  `,
];
