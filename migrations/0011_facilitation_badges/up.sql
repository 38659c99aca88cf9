-- A badge may say that somebody taught others: what it counted is kept beside it.
CREATE TABLE badges_anew (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES persons (id),
    kind TEXT NOT NULL CHECK (kind IN ('level', 'facilitation')),
    competence_id TEXT REFERENCES competences (id),
    level INTEGER CHECK (level BETWEEN 1 AND 8),
    evidence_id TEXT REFERENCES evidence (id),
    workshops_led INTEGER CHECK (workshops_led >= 0),
    workshops_co_led INTEGER CHECK (workshops_co_led >= 0),
    individual_led INTEGER CHECK (individual_led >= 0),
    hours INTEGER CHECK (hours >= 0),
    first_on DATE,
    last_on DATE,
    shown_name TEXT,
    issued_at BIGINT NOT NULL,
    expires_on DATE,
    token TEXT NOT NULL,
    revoked_at BIGINT,
    revocation TEXT CHECK (revocation IN ('person', 'evidence', 'network')),
    CHECK ((revoked_at IS NULL) = (revocation IS NULL)),
    CHECK ((kind = 'level') = (competence_id IS NOT NULL)),
    CHECK ((kind = 'level') = (level IS NOT NULL)),
    CHECK ((kind = 'level') = (evidence_id IS NOT NULL)),
    CHECK ((kind = 'facilitation') = (workshops_led IS NOT NULL)),
    CHECK ((kind = 'facilitation') = (workshops_co_led IS NOT NULL)),
    CHECK ((kind = 'facilitation') = (individual_led IS NOT NULL)),
    CHECK ((kind = 'facilitation') = (hours IS NOT NULL)),
    CHECK ((kind = 'facilitation') = (first_on IS NOT NULL)),
    CHECK ((kind = 'facilitation') = (last_on IS NOT NULL))
);
INSERT INTO badges_anew (
    id, person_id, kind, competence_id, level, evidence_id, shown_name, issued_at, expires_on,
    token, revoked_at, revocation
)
SELECT
    id, person_id, 'level', competence_id, level, evidence_id, shown_name, issued_at, expires_on,
    token, revoked_at, revocation
FROM badges;
DROP TABLE badges;
ALTER TABLE badges_anew RENAME TO badges;
CREATE INDEX badges_person ON badges (person_id);
CREATE INDEX badges_revoked ON badges (revoked_at) WHERE revoked_at IS NOT NULL;

-- What the sessions of a facilitation badge were about, and the level they aimed at.
CREATE TABLE badge_subjects (
    badge_id TEXT NOT NULL REFERENCES badges (id) ON DELETE CASCADE,
    competence_id TEXT NOT NULL REFERENCES competences (id),
    sessions INTEGER NOT NULL CHECK (sessions > 0),
    level INTEGER CHECK (level BETWEEN 1 AND 8),
    PRIMARY KEY (badge_id, competence_id)
);
