-- The first seven columns but `position` are those of cqrs-es's SQLite and PostgreSQL stores.
CREATE TABLE events (
    position       INTEGER PRIMARY KEY CHECK (position > 0),
    aggregate_type TEXT    NOT NULL,
    aggregate_id   TEXT    NOT NULL,
    sequence       INTEGER NOT NULL CHECK (sequence > 0),
    event_type     TEXT    NOT NULL,
    event_version  TEXT    NOT NULL,
    payload        TEXT    NOT NULL,
    metadata       TEXT    NOT NULL,
    occurred_at    INTEGER NOT NULL,
    recorded_at    INTEGER NOT NULL,
    leaf           BLOB    NOT NULL CHECK (length(leaf) = 32),
    UNIQUE (aggregate_type, aggregate_id, sequence)
) STRICT;

CREATE TABLE commands (
    id             TEXT    NOT NULL PRIMARY KEY,
    digest         BLOB    NOT NULL CHECK (length(digest) = 32),
    record         TEXT    NOT NULL,
    first_position INTEGER NOT NULL UNIQUE REFERENCES events (position),
    last_position  INTEGER NOT NULL REFERENCES events (position),
    CHECK (first_position <= last_position)
) STRICT;

CREATE TABLE tree (
    idx  INTEGER PRIMARY KEY CHECK (idx >= 0),
    hash BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TABLE log_meta (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What is written stays. INSERT OR REPLACE deletes without asking a DELETE trigger, so the guards on INSERT let only
-- the next row in.
CREATE TRIGGER events_keep_update BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER events_keep_delete BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER events_next BEFORE INSERT ON events
WHEN NEW.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM events)
  OR NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM events
                          WHERE aggregate_type = NEW.aggregate_type AND aggregate_id = NEW.aggregate_id)
BEGIN SELECT RAISE(ABORT, 'an event takes the next position, and the next sequence of its stream'); END;

CREATE TRIGGER commands_keep_update BEFORE UPDATE ON commands
BEGIN SELECT RAISE(ABORT, 'commands are append-only'); END;
CREATE TRIGGER commands_keep_delete BEFORE DELETE ON commands
BEGIN SELECT RAISE(ABORT, 'commands are append-only'); END;
CREATE TRIGGER commands_next BEFORE INSERT ON commands
WHEN EXISTS (SELECT 1 FROM commands WHERE id = NEW.id)
  OR NEW.first_position <= (SELECT max(last_position) FROM commands
                            WHERE first_position = (SELECT max(first_position) FROM commands))
BEGIN SELECT RAISE(ABORT, 'a command has one id and events of its own'); END;

CREATE TRIGGER tree_keep_update BEFORE UPDATE ON tree
BEGIN SELECT RAISE(ABORT, 'the tree is append-only'); END;
CREATE TRIGGER tree_keep_delete BEFORE DELETE ON tree
BEGIN SELECT RAISE(ABORT, 'the tree is append-only'); END;
CREATE TRIGGER tree_next BEFORE INSERT ON tree
WHEN NEW.idx IS NOT (SELECT coalesce(max(idx), -1) + 1 FROM tree)
BEGIN SELECT RAISE(ABORT, 'a tree row takes the next index'); END;
