-- What figures are counted from: one narrow row per session that ever counted, written with it.
-- number: dense, never reused. revision: SQLite's n-th change, PostgreSQL's transaction id.
-- packed: src/facts/packed.rs; NULL when the session no longer counts.
CREATE TABLE session_facts (
    number BIGINT NOT NULL PRIMARY KEY,
    session_id TEXT NOT NULL UNIQUE REFERENCES sessions (id),
    revision BIGINT NOT NULL,
    packed BYTEA
);
CREATE INDEX session_facts_revision ON session_facts (revision);

-- What was derived from all rows at once, and by which version of its rules.
CREATE TABLE derivations (
    name TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL
);
