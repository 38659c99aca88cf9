-- A tablet on which people say that they are there (src/network/kiosk): one per workshop, the last
-- one opened. secret_hash: of what opens the tablet; scan_hash: of the code that it shows, with
-- which whoever is signed in marks themself.
CREATE TABLE kiosks (
    workshop_id TEXT NOT NULL PRIMARY KEY REFERENCES workshops (id),
    secret_hash TEXT NOT NULL UNIQUE,
    scan_hash TEXT NOT NULL UNIQUE,
    opened_by TEXT NOT NULL REFERENCES accounts (id),
    opened_at BIGINT NOT NULL,
    closed_at BIGINT
);

-- Who said last that somebody came, or did not, and when. Of a tap: its id, and what stood before
-- it, so that it can be taken back.
ALTER TABLE enrolments ADD COLUMN seen_by TEXT
    CHECK (seen_by IN ('facilitator', 'kiosk', 'phone'));
ALTER TABLE enrolments ADD COLUMN seen_at BIGINT;
ALTER TABLE enrolments ADD COLUMN seen_tap TEXT;
ALTER TABLE enrolments ADD COLUMN seen_before TEXT;
