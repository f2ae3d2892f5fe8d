/**
 * Usage and cost of each attempt, since failed ones may be billed too; what is billed by number; the folder of a session; what the default
 * route would have cost; what was odd. Rows from before have one billed attempt at most, the last: it gets what the exchange has.
 */
export const addTrueFigures = `
ALTER TABLE exchanges ADD COLUMN project TEXT;
ALTER TABLE exchanges ADD COLUMN tokens_cache_write_1h INTEGER;
ALTER TABLE exchanges ADD COLUMN web_searches INTEGER;
ALTER TABLE exchanges ADD COLUMN service_tier TEXT;
ALTER TABLE exchanges ADD COLUMN cost_fees INTEGER;
ALTER TABLE exchanges ADD COLUMN cost_default INTEGER;
-- A JSON list of sentences; null: nothing was odd.
ALTER TABLE exchanges ADD COLUMN oddities TEXT;
ALTER TABLE exchanges ADD COLUMN private INTEGER NOT NULL DEFAULT 0;

ALTER TABLE attempts ADD COLUMN tokens_input INTEGER;
ALTER TABLE attempts ADD COLUMN tokens_output INTEGER;
ALTER TABLE attempts ADD COLUMN tokens_cache_read INTEGER;
ALTER TABLE attempts ADD COLUMN tokens_cache_write INTEGER;
ALTER TABLE attempts ADD COLUMN tokens_cache_write_1h INTEGER;
ALTER TABLE attempts ADD COLUMN tokens_reasoning INTEGER;
ALTER TABLE attempts ADD COLUMN web_searches INTEGER;
ALTER TABLE attempts ADD COLUMN service_tier TEXT;
-- Null: nothing of an answer came, and none of the figures beside it stands for anything.
ALTER TABLE attempts ADD COLUMN tokens_estimated INTEGER;
ALTER TABLE attempts ADD COLUMN cost_total INTEGER;
ALTER TABLE attempts ADD COLUMN cost_input INTEGER;
ALTER TABLE attempts ADD COLUMN cost_output INTEGER;
ALTER TABLE attempts ADD COLUMN cost_cache_read INTEGER;
ALTER TABLE attempts ADD COLUMN cost_cache_write INTEGER;
ALTER TABLE attempts ADD COLUMN cost_fees INTEGER;
ALTER TABLE attempts ADD COLUMN cost_source TEXT;
ALTER TABLE attempts ADD COLUMN cost_source_date TEXT;
ALTER TABLE attempts ADD COLUMN play_money INTEGER;

UPDATE attempts SET
  (tokens_input, tokens_output, tokens_cache_read, tokens_cache_write, tokens_reasoning, tokens_estimated,
   cost_total, cost_input, cost_output, cost_cache_read, cost_cache_write, cost_source, cost_source_date, play_money) =
  (SELECT tokens_input, tokens_output, tokens_cache_read, tokens_cache_write, tokens_reasoning, tokens_estimated,
     cost_total, cost_input, cost_output, cost_cache_read, cost_cache_write, cost_source, cost_source_date, play_money
   FROM exchanges WHERE id = exchange_id)
WHERE (SELECT outcome = 'ok' OR tokens_output > 0 FROM exchanges WHERE id = exchange_id)
  AND number = (SELECT max(number) FROM attempts AS last WHERE last.exchange_id = attempts.exchange_id);
`;
