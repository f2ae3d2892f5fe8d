/**
 * Sums by hour and by day, which outlive the exchanges that they are made of: a page of cells each, as src/ledger/figures/cells.ts says. `start` is when
 * the hour or day began by local time, epoch milliseconds. Cells name values by their ids. The exchanges that are there are counted
 * when the ledger is opened (src/ledger/figures/fill-figures.ts). A migration that has been released is never edited.
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
`;
