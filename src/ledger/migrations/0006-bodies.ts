/**
 * The bodies that are kept of an exchange, redacted and compressed, and an index of the words in them. The index holds no text of its own
 * (contentless): a row of it goes by the id of the set, whose triggers keep the two together. A set whose bodies were deleted stays, with the
 * time, so that it can be said why there are none. A migration that has been released is never edited.
 */
export const createBodies = `
CREATE TABLE body_sets (
  id INTEGER PRIMARY KEY,
  exchange_id TEXT NOT NULL UNIQUE REFERENCES exchanges (id) ON DELETE CASCADE,
  started_at INTEGER NOT NULL,
  -- Epoch milliseconds; null while they are there.
  deleted_at INTEGER
) STRICT;

CREATE INDEX body_sets_by_time ON body_sets (started_at, exchange_id) WHERE deleted_at IS NULL;

CREATE TABLE bodies (
  set_id INTEGER NOT NULL REFERENCES body_sets (id) ON DELETE CASCADE,
  -- In the order in which they passed.
  place INTEGER NOT NULL,
  kind TEXT NOT NULL,
  attempt INTEGER,
  content_type TEXT,
  size INTEGER NOT NULL,
  kept INTEGER NOT NULL,
  redacted INTEGER NOT NULL,
  -- Null: the same as the body at place same_as.
  gzip BLOB,
  same_as INTEGER,
  PRIMARY KEY (set_id, place)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE body_words USING fts5 (text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');

CREATE TRIGGER body_set_emptied AFTER UPDATE OF deleted_at ON body_sets WHEN new.deleted_at IS NOT NULL BEGIN
  DELETE FROM bodies WHERE set_id = old.id;
  DELETE FROM body_words WHERE rowid = old.id;
END;

CREATE TRIGGER body_set_gone AFTER DELETE ON body_sets BEGIN
  DELETE FROM body_words WHERE rowid = old.id;
END;
`;
