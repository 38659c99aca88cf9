-- The foundation, in portable SQL: the same text runs on SQLite and on PostgreSQL.
-- Ids are UUIDv7 as text; moments are UTC milliseconds since 1970; days are DATE.

CREATE TABLE persons (
    id TEXT NOT NULL PRIMARY KEY,
    created_at BIGINT NOT NULL
);

CREATE TABLE accounts (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    person_id TEXT NOT NULL UNIQUE REFERENCES persons (id),
    email TEXT NOT NULL UNIQUE,
    password_hash TEXT,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    search TEXT NOT NULL,
    phone TEXT,
    language TEXT NOT NULL CHECK (language IN ('fr', 'en')),
    roles INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('invited', 'active', 'suspended')),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    last_signed_in_at BIGINT
);

CREATE TABLE sign_in_sessions (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    by_link BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX sign_in_sessions_account ON sign_in_sessions (account_id);

CREATE TABLE refresh_tokens (
    hash TEXT NOT NULL PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sign_in_sessions (id),
    created_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);

CREATE TABLE sign_in_links (
    hash TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('sign_in', 'invitation')),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX sign_in_links_account ON sign_in_links (account_id);

CREATE TABLE organizations (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    digest TEXT NOT NULL,
    name TEXT NOT NULL,
    search TEXT NOT NULL,
    siret TEXT UNIQUE,
    rna TEXT UNIQUE,
    commune_code TEXT,
    address TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE places (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    digest TEXT NOT NULL,
    organization_id TEXT REFERENCES organizations (id),
    standard_id TEXT UNIQUE,
    pivot TEXT,
    name TEXT NOT NULL,
    search TEXT NOT NULL,
    commune_code TEXT NOT NULL,
    commune_name TEXT NOT NULL,
    departement_code TEXT NOT NULL,
    postcode TEXT NOT NULL,
    address TEXT NOT NULL,
    address_extra TEXT,
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION,
    phone TEXT,
    opening_hours TEXT,
    summary TEXT,
    description TEXT,
    source TEXT,
    parent TEXT,
    updated_on DATE,
    accessibility_url TEXT,
    booking_url TEXT,
    typologies TEXT NOT NULL,
    emails TEXT NOT NULL,
    websites TEXT NOT NULL,
    itinerancy TEXT NOT NULL,
    services TEXT NOT NULL,
    audiences TEXT NOT NULL,
    special_care TEXT NOT NULL,
    fees TEXT NOT NULL,
    national_programmes TEXT NOT NULL,
    training_labels TEXT NOT NULL,
    other_labels TEXT NOT NULL,
    access_modes TEXT NOT NULL,
    support_modes TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX places_by_name ON places (search, id);
CREATE INDEX places_by_departement ON places (departement_code, search, id);

CREATE TABLE facilitators (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL UNIQUE REFERENCES accounts (id),
    kind TEXT NOT NULL CHECK (kind IN ('mediator', 'peer')),
    status TEXT NOT NULL CHECK (status IN
        ('candidate', 'observing', 'active', 'paused', 'retired', 'suspended')),
    created_at BIGINT NOT NULL
);

CREATE TABLE employments (
    id TEXT NOT NULL PRIMARY KEY,
    facilitator_id TEXT NOT NULL REFERENCES facilitators (id),
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    started_on DATE NOT NULL,
    ended_on DATE,
    CHECK (ended_on IS NULL OR ended_on >= started_on)
);
CREATE INDEX employments_facilitator ON employments (facilitator_id, started_on);

CREATE TABLE place_attachments (
    id TEXT NOT NULL PRIMARY KEY,
    facilitator_id TEXT NOT NULL REFERENCES facilitators (id),
    place_id TEXT NOT NULL REFERENCES places (id),
    started_on DATE NOT NULL,
    ended_on DATE,
    CHECK (ended_on IS NULL OR ended_on >= started_on)
);
CREATE INDEX place_attachments_facilitator ON place_attachments (facilitator_id, place_id);
CREATE INDEX place_attachments_place ON place_attachments (place_id);

CREATE TABLE teams (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    digest TEXT NOT NULL,
    name TEXT NOT NULL,
    coordinator_account_id TEXT NOT NULL REFERENCES accounts (id),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX teams_coordinator ON teams (coordinator_account_id);

CREATE TABLE team_memberships (
    id TEXT NOT NULL PRIMARY KEY,
    team_id TEXT NOT NULL REFERENCES teams (id),
    facilitator_id TEXT NOT NULL REFERENCES facilitators (id),
    joined_on DATE NOT NULL,
    left_on DATE,
    CHECK (left_on IS NULL OR left_on >= joined_on)
);
CREATE INDEX team_memberships_team ON team_memberships (team_id, facilitator_id);
CREATE INDEX team_memberships_facilitator ON team_memberships (facilitator_id);

CREATE TABLE programmes (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    digest TEXT NOT NULL,
    name TEXT NOT NULL,
    starts_on DATE,
    ends_on DATE,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE learners (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    digest TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES persons (id),
    facilitator_id TEXT NOT NULL REFERENCES facilitators (id),
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    search TEXT NOT NULL,
    birth_year INTEGER,
    age_band TEXT,
    gender TEXT,
    status TEXT,
    commune_code TEXT,
    phone TEXT,
    email TEXT,
    notes TEXT,
    session_count INTEGER NOT NULL,
    first_session_on DATE,
    last_session_on DATE,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    anonymised_at BIGINT,
    merged_into TEXT REFERENCES learners (id)
);
CREATE INDEX learners_by_name ON learners (facilitator_id, sort_key, id)
    WHERE anonymised_at IS NULL AND merged_into IS NULL;

CREATE TABLE tags (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    digest TEXT NOT NULL,
    scope TEXT NOT NULL CHECK (scope IN ('personal', 'network')),
    facilitator_id TEXT REFERENCES facilitators (id),
    name TEXT NOT NULL,
    description TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CHECK ((scope = 'personal') = (facilitator_id IS NOT NULL))
);
CREATE INDEX tags_facilitator ON tags (facilitator_id);

-- themes and equipment are bit sets: bit i is the i-th code of the list in data/enumerations.json.
-- participant_count = named participations + anonymous_count (derived, recounted by `coopair check`).
CREATE TABLE sessions (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    digest TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('individual', 'workshop')),
    state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'held', 'cancelled')),
    facilitator_id TEXT NOT NULL REFERENCES facilitators (id),
    organization_id TEXT REFERENCES organizations (id),
    programme_id TEXT REFERENCES programmes (id),
    date DATE NOT NULL,
    start_time TEXT,
    duration_min INTEGER NOT NULL CHECK (duration_min BETWEEN 1 AND 1440),
    place_type TEXT NOT NULL CHECK (place_type IN ('lieu_activite', 'autre', 'domicile', 'a_distance')),
    place_id TEXT REFERENCES places (id),
    commune_code TEXT,
    departement_code TEXT,
    themes BIGINT NOT NULL,
    equipment INTEGER NOT NULL,
    title TEXT,
    level TEXT,
    autonomy TEXT,
    redirected BOOLEAN,
    redirection TEXT,
    procedure_detail TEXT,
    notes TEXT,
    participant_count INTEGER NOT NULL,
    anonymous_count INTEGER NOT NULL,
    anonymous_supported INTEGER NOT NULL,
    search TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT,
    CHECK ((place_type = 'lieu_activite') = (place_id IS NOT NULL)),
    CHECK (anonymous_supported BETWEEN 0 AND anonymous_count)
);
CREATE INDEX sessions_by_facilitator ON sessions (facilitator_id, date, id) WHERE deleted_at IS NULL;
CREATE INDEX sessions_by_date ON sessions (date) WHERE deleted_at IS NULL;

-- A snapshot of the person on the day, so that past figures never drift.
CREATE TABLE participations (
    session_id TEXT NOT NULL REFERENCES sessions (id),
    learner_id TEXT NOT NULL REFERENCES learners (id),
    first_time BOOLEAN NOT NULL,
    gender TEXT,
    age_band TEXT,
    status TEXT,
    commune_code TEXT,
    PRIMARY KEY (session_id, learner_id)
);
CREATE INDEX participations_learner ON participations (learner_id);

-- Anonymous participants of a session, by dimension; what is missing to the total is «non communiqué».
CREATE TABLE headcounts (
    session_id TEXT NOT NULL REFERENCES sessions (id),
    dimension TEXT NOT NULL CHECK (dimension IN ('gender', 'age_band', 'status', 'commune')),
    value TEXT NOT NULL,
    people INTEGER NOT NULL CHECK (people > 0),
    PRIMARY KEY (session_id, dimension, value)
);

CREATE TABLE session_tags (
    session_id TEXT NOT NULL REFERENCES sessions (id),
    tag_id TEXT NOT NULL REFERENCES tags (id),
    PRIMARY KEY (session_id, tag_id)
);
CREATE INDEX session_tags_tag ON session_tags (tag_id);

CREATE TABLE audit_entries (
    id TEXT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    account_id TEXT REFERENCES accounts (id),
    action TEXT NOT NULL,
    object_type TEXT NOT NULL,
    object_id TEXT,
    reason TEXT
);
CREATE INDEX audit_entries_at ON audit_entries (at, id);

CREATE TABLE mails (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed')),
    attempts INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    next_attempt_at BIGINT NOT NULL,
    sent_at BIGINT,
    last_error TEXT
);
CREATE INDEX mails_waiting ON mails (state, next_attempt_at);
CREATE INDEX mails_created ON mails (created_at, id);
