/**
 * Sums by hour and by day, which outlive the exchanges that they are made of: a page of cells each, as src/ledger/figures/cells.ts says. `start` is when
 * the hour or day began by local time, epoch milliseconds. Cells name values by their ids. Only the session pages tell sessions apart: there are
 * so many that the others would be several times as long. The exchanges that are there are counted when the ledger is opened
 * (src/ledger/figures/fill-figures.ts). A row of `exchanges` says what filters would else have to ask its attempts. A migration that has been released is
 * never edited.
 */
export const createFigures = `
CREATE TABLE figure_values (
  id INTEGER PRIMARY KEY,
  dimension TEXT NOT NULL,
  value TEXT NOT NULL,
  UNIQUE (dimension, value)
) STRICT;

CREATE TABLE figure_hours (start INTEGER PRIMARY KEY, cells BLOB NOT NULL) STRICT;
CREATE TABLE figure_days (start INTEGER PRIMARY KEY, cells BLOB NOT NULL) STRICT;
CREATE TABLE session_figure_hours (start INTEGER PRIMARY KEY, cells BLOB NOT NULL) STRICT;
CREATE TABLE session_figure_days (start INTEGER PRIMARY KEY, cells BLOB NOT NULL) STRICT;

ALTER TABLE exchanges ADD COLUMN attempt_count INTEGER NOT NULL DEFAULT 0;
-- Of the last attempt.
ALTER TABLE exchanges ADD COLUMN key_id TEXT;

UPDATE exchanges SET
  attempt_count = (SELECT count(*) FROM attempts WHERE exchange_id = exchanges.id),
  key_id = (SELECT key_id FROM attempts WHERE exchange_id = exchanges.id ORDER BY number DESC LIMIT 1);
`;
