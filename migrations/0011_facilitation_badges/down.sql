DROP TABLE badge_subjects;
CREATE TABLE badges_before (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES persons (id),
    competence_id TEXT NOT NULL REFERENCES competences (id),
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 8),
    evidence_id TEXT NOT NULL REFERENCES evidence (id),
    shown_name TEXT,
    issued_at BIGINT NOT NULL,
    expires_on DATE,
    token TEXT NOT NULL,
    revoked_at BIGINT,
    revocation TEXT CHECK (revocation IN ('person', 'evidence', 'network')),
    CHECK ((revoked_at IS NULL) = (revocation IS NULL))
);
INSERT INTO badges_before (
    id, person_id, competence_id, level, evidence_id, shown_name, issued_at, expires_on, token,
    revoked_at, revocation
)
SELECT
    id, person_id, competence_id, level, evidence_id, shown_name, issued_at, expires_on, token,
    revoked_at, revocation
FROM badges
WHERE kind = 'level';
DROP TABLE badges;
ALTER TABLE badges_before RENAME TO badges;
CREATE INDEX badges_person ON badges (person_id);
CREATE INDEX badges_revoked ON badges (revoked_at) WHERE revoked_at IS NOT NULL;
