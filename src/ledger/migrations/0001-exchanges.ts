/**
 * One row an exchange, one child row an attempt. Times: epoch milliseconds, or milliseconds since started_at. Money: nano-dollars.
 * Unknown is null. A migration that has been released is never edited.
 */
export const createExchanges = `
CREATE TABLE exchanges (
  id TEXT PRIMARY KEY,
  started_at INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  client TEXT,
  client_dialect TEXT NOT NULL,
  session_id TEXT,
  requested_model TEXT,
  streaming INTEGER NOT NULL,
  scenario TEXT,
  route TEXT,
  reason TEXT NOT NULL,
  provider_id TEXT,
  model TEXT,
  lane TEXT,
  status INTEGER,
  stop_reason TEXT,
  first_byte_ms INTEGER,
  first_token_ms INTEGER,
  duration_ms INTEGER,
  tokens_input INTEGER,
  tokens_output INTEGER,
  tokens_cache_read INTEGER,
  tokens_cache_write INTEGER,
  tokens_reasoning INTEGER,
  tokens_estimated INTEGER NOT NULL,
  cost_total INTEGER,
  cost_input INTEGER,
  cost_output INTEGER,
  cost_cache_read INTEGER,
  cost_cache_write INTEGER,
  cost_source TEXT,
  cost_source_date TEXT,
  play_money INTEGER NOT NULL,
  error TEXT
) STRICT;

-- Holds every column of the spend query, so that a day is summed without touching the rows.
CREATE INDEX exchanges_by_time ON exchanges (started_at, play_money, route, outcome, cost_total, tokens_output);
CREATE INDEX exchanges_open ON exchanges (started_at) WHERE outcome = 'in-flight';

CREATE TABLE attempts (
  exchange_id TEXT NOT NULL REFERENCES exchanges (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  provider_id TEXT NOT NULL,
  model TEXT NOT NULL,
  lane TEXT NOT NULL,
  outcome TEXT NOT NULL,
  status INTEGER,
  started_after_ms INTEGER NOT NULL,
  ended_after_ms INTEGER,
  error TEXT,
  PRIMARY KEY (exchange_id, number)
) STRICT, WITHOUT ROWID;
`;
