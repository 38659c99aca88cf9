-- What funders have asked: no two questions of one reader may differ by fewer than k people.

CREATE TABLE published_questions (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    -- Of the question below: equal questions have the same.
    fingerprint TEXT NOT NULL,
    -- JSON: what the perimeter was, period and filters.
    question TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    UNIQUE (account_id, fingerprint)
);
CREATE INDEX published_questions_asked ON published_questions (account_id, asked_at);
