/**
 * Why an exchange went where it went, as JSON. Most decisions are alike, so each is kept once and exchanges point at it. A migration that has
 * been released is never edited.
 */
export const createDecisions = `
CREATE TABLE decisions (
  id INTEGER PRIMARY KEY,
  json TEXT NOT NULL UNIQUE
) STRICT;

ALTER TABLE exchanges ADD COLUMN decision_id INTEGER REFERENCES decisions (id);
`;
