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
];
