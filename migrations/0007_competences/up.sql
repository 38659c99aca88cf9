-- Competences, the ledger of evidence on levels, and what it is used for.
-- Levels are 0 to 8. Days are of the network's time zone.

CREATE TABLE frameworks (
    code TEXT NOT NULL PRIMARY KEY CHECK (code IN ('pix', 'local')),
    version INTEGER NOT NULL,
    name TEXT NOT NULL
);
INSERT INTO frameworks (code, version, name) VALUES
    ('pix', 1, 'Pix'),
    ('local', 1, 'Compétences du réseau');

-- The highest level that anybody can reach, from a day on.
CREATE TABLE framework_maxima (
    framework TEXT NOT NULL REFERENCES frameworks (code),
    from_on DATE NOT NULL,
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 8),
    PRIMARY KEY (framework, from_on)
);
INSERT INTO framework_maxima (framework, from_on, level) VALUES
    ('pix', '2015-01-01', 7),
    ('local', '2015-01-01', 8);

-- number: dense, in person_levels. statements: of a local competence, JSON; those of Pix are
-- shipped data (data/self-placement.json).
CREATE TABLE competences (
    id TEXT NOT NULL PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE CHECK (number BETWEEN 1 AND 60000),
    version INTEGER NOT NULL,
    digest TEXT NOT NULL,
    framework TEXT NOT NULL REFERENCES frameworks (code),
    framework_version INTEGER NOT NULL,
    code TEXT NOT NULL UNIQUE,
    area TEXT,
    title_fr TEXT NOT NULL,
    title_en TEXT NOT NULL,
    statements TEXT NOT NULL,
    is_retired BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
INSERT INTO competences (id, number, version, digest, framework, framework_version, code, area,
        title_fr, title_en, statements, is_retired, created_at, updated_at) VALUES
    ('01930000-0000-7000-8000-000000000011', 1, 1, '', 'pix', 1, '1.1', '1',
        'Mener une recherche et une veille d’information',
        'Search for and monitor information',
        '[]', FALSE, 0, 0),
    ('01930000-0000-7000-8000-000000000012', 2, 1, '', 'pix', 1, '1.2', '1',
        'Gérer des données',
        'Manage data',
        '[]', FALSE, 0, 0),
    ('01930000-0000-7000-8000-000000000013', 3, 1, '', 'pix', 1, '1.3', '1',
        'Traiter des données',
        'Process data',
        '[]', FALSE, 0, 0),
    ('01930000-0000-7000-8000-000000000021', 4, 1, '', 'pix', 1, '2.1', '2',
        'Interagir',
        'Interact',
        '[]', FALSE, 0, 0),
    ('01930000-0000-7000-8000-000000000022', 5, 1, '', 'pix', 1, '2.2', '2',
        'Partager et publier',
        'Share and publish',
        '[]', FALSE, 0, 0),
    ('01930000-0000-7000-8000-000000000023', 6, 1, '', 'pix', 1, '2.3', '2',
        'Collaborer',
        'Collaborate',
        '[]', FALSE, 0, 0),
    ('01930000-0000-7000-8000-000000000024', 7, 1, '', 'pix', 1, '2.4', '2',
        'S''insérer dans le monde numérique',
        'Take part in the digital world',
        '[]', FALSE, 0, 0),
    ('01930000-0000-7000-8000-000000000031', 8, 1, '', 'pix', 1, '3.1', '3',
        'Développer des documents textuels',
        'Develop text documents',
        '[]', FALSE, 0, 0),
    ('01930000-0000-7000-8000-000000000032', 9, 1, '', 'pix', 1, '3.2', '3',
        'Développer des documents multimédia',
        'Develop multimedia documents',
        '[]', FALSE, 0, 0),
    ('01930000-0000-7000-8000-000000000033', 10, 1, '', 'pix', 1, '3.3', '3',
        'Adapter les documents à leur finalité',
        'Adapt documents to their purpose',
        '[]', FALSE, 0, 0),
    ('01930000-0000-7000-8000-000000000034', 11, 1, '', 'pix', 1, '3.4', '3',
        'Programmer',
        'Program',
        '[]', FALSE, 0, 0),
    ('01930000-0000-7000-8000-000000000041', 12, 1, '', 'pix', 1, '4.1', '4',
        'Sécuriser l''environnement numérique',
        'Secure the digital environment',
        '[]', FALSE, 0, 0),
    ('01930000-0000-7000-8000-000000000042', 13, 1, '', 'pix', 1, '4.2', '4',
        'Protéger les données personnelles et la vie privée',
        'Protect personal data and privacy',
        '[]', FALSE, 0, 0),
    ('01930000-0000-7000-8000-000000000043', 14, 1, '', 'pix', 1, '4.3', '4',
        'Protéger la santé, le bien-être et l''environnement',
        'Protect health, well-being and the environment',
        '[]', FALSE, 0, 0),
    ('01930000-0000-7000-8000-000000000051', 15, 1, '', 'pix', 1, '5.1', '5',
        'Résoudre des problèmes techniques',
        'Solve technical problems',
        '[]', FALSE, 0, 0),
    ('01930000-0000-7000-8000-000000000052', 16, 1, '', 'pix', 1, '5.2', '5',
        'Construire un environnement numérique',
        'Build a digital environment',
        '[]', FALSE, 0, 0);

-- What a session was about, and the level it brings people to.
CREATE TABLE session_competences (
    session_id TEXT NOT NULL REFERENCES sessions (id),
    competence_id TEXT NOT NULL REFERENCES competences (id),
    target_level INTEGER CHECK (target_level BETWEEN 1 AND 8),
    PRIMARY KEY (session_id, competence_id)
);

-- A Pix file that was imported: its hash, never its content.
CREATE TABLE pix_imports (
    id TEXT NOT NULL PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN
        ('profile_collection', 'certification_g1', 'certification_g2', 'certification_g3')),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    imported_at BIGINT NOT NULL,
    row_count INTEGER NOT NULL,
    evidence_count INTEGER NOT NULL
);

-- Written once; what becomes of it is in evidence_acts. issuer and cosigner are persons.
CREATE TABLE evidence (
    id TEXT NOT NULL PRIMARY KEY,
    digest TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES persons (id),
    competence_id TEXT NOT NULL REFERENCES competences (id),
    framework_version INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('self', 'peer', 'pix_profile', 'pix_certified')),
    level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 8),
    observed_on DATE NOT NULL,
    recorded_at BIGINT NOT NULL,
    expires_on DATE,
    issuer_id TEXT REFERENCES persons (id),
    session_id TEXT REFERENCES sessions (id),
    cosigner_id TEXT REFERENCES persons (id),
    import_id TEXT REFERENCES pix_imports (id),
    CHECK (kind = 'self' OR level > 0),
    CHECK ((kind IN ('self', 'peer')) = (issuer_id IS NOT NULL)),
    CHECK (kind <> 'self' OR issuer_id = person_id),
    CHECK (kind <> 'peer' OR (issuer_id <> person_id AND session_id IS NOT NULL)),
    CHECK (cosigner_id IS NULL
        OR (kind = 'peer' AND cosigner_id <> person_id AND cosigner_id <> issuer_id)),
    CHECK (expires_on IS NULL OR expires_on > observed_on)
);
CREATE INDEX evidence_person ON evidence (person_id, competence_id);
CREATE INDEX evidence_issuer ON evidence (issuer_id) WHERE kind = 'peer';
-- Of Pix, one proof a day, competence and kind.
CREATE UNIQUE INDEX evidence_pix ON evidence (person_id, competence_id, kind, observed_on)
    WHERE kind IN ('pix_profile', 'pix_certified');

CREATE TABLE evidence_acts (
    id TEXT NOT NULL PRIMARY KEY,
    evidence_id TEXT NOT NULL REFERENCES evidence (id),
    kind TEXT NOT NULL CHECK (kind IN ('dispute', 'clear', 'revoke', 'confirm')),
    author_id TEXT NOT NULL REFERENCES persons (id),
    reason TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX evidence_acts_evidence ON evidence_acts (evidence_id);

-- Derived: the trusted proofs of a person in a few bytes each (src/competences/levels/trusted.rs);
-- recounted by `coopair check`.
CREATE TABLE person_levels (
    person_id TEXT NOT NULL PRIMARY KEY REFERENCES persons (id),
    packed BYTEA NOT NULL
);

-- An attestation that waits for a coordinator's signature; once signed it is evidence of the same id.
CREATE TABLE cosignatures (
    id TEXT NOT NULL PRIMARY KEY,
    digest TEXT NOT NULL,
    attester_id TEXT NOT NULL REFERENCES persons (id),
    facilitator_id TEXT NOT NULL REFERENCES facilitators (id),
    learner_id TEXT NOT NULL REFERENCES learners (id),
    competence_id TEXT NOT NULL REFERENCES competences (id),
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 8),
    session_id TEXT NOT NULL REFERENCES sessions (id),
    asked_on DATE NOT NULL,
    asked_at BIGINT NOT NULL,
    reason TEXT,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'signed', 'declined', 'withdrawn')),
    decided_at BIGINT,
    decided_by TEXT REFERENCES persons (id),
    answer TEXT,
    CHECK ((state = 'waiting') = (decided_at IS NULL))
);
CREATE INDEX cosignatures_facilitator ON cosignatures (facilitator_id, state);
CREATE UNIQUE INDEX cosignatures_once ON cosignatures (attester_id, learner_id, competence_id)
    WHERE state = 'waiting';

-- expires_on is the first day without it; taken back early, the day of that.
CREATE TABLE teaching_grants (
    id TEXT NOT NULL PRIMARY KEY,
    digest TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES persons (id),
    competence_id TEXT NOT NULL REFERENCES competences (id),
    up_to INTEGER NOT NULL CHECK (up_to BETWEEN 1 AND 8),
    granted_by TEXT NOT NULL REFERENCES persons (id),
    reason TEXT NOT NULL,
    granted_on DATE NOT NULL,
    expires_on DATE NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at BIGINT,
    CHECK (granted_by <> person_id),
    CHECK (expires_on >= granted_on)
);
CREATE INDEX teaching_grants_person ON teaching_grants (person_id, competence_id);

-- Codes given on paper: to claim a followed learner's record, or to place oneself on a shared
-- tablet. Only a hash is kept.
CREATE TABLE learner_codes (
    id TEXT NOT NULL PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    purpose TEXT NOT NULL CHECK (purpose IN ('claim', 'placement')),
    learner_id TEXT NOT NULL REFERENCES learners (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX learner_codes_learner ON learner_codes (learner_id);

-- Open Badges 3.0 that people asked for. token is what they were given.
CREATE TABLE badges (
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
CREATE INDEX badges_person ON badges (person_id);
CREATE INDEX badges_revoked ON badges (revoked_at) WHERE revoked_at IS NOT NULL;

-- What the employer calls a member of staff by; never a national number.
ALTER TABLE learners ADD COLUMN staff_number TEXT;
ALTER TABLE accounts ADD COLUMN staff_number TEXT;
CREATE INDEX learners_person ON learners (person_id);
-- People see who looked at their levels.
CREATE INDEX audit_entries_object ON audit_entries (object_id, at) WHERE object_id IS NOT NULL;
