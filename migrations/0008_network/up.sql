-- The peer-training network: what is planned, who comes, who helps whom.
-- Codes of states are those of src/network; people are persons, whatever hat they wear.

-- What is planned again and again. themes: bits, as in sessions.
CREATE TABLE workshop_templates (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    digest TEXT NOT NULL,
    author_id TEXT NOT NULL REFERENCES accounts (id),
    title TEXT NOT NULL,
    search TEXT NOT NULL,
    objectives TEXT,
    duration_min INTEGER NOT NULL CHECK (duration_min BETWEEN 15 AND 720),
    min_people INTEGER NOT NULL CHECK (min_people >= 1),
    max_people INTEGER NOT NULL CHECK (max_people >= min_people),
    devices_per_learner INTEGER NOT NULL CHECK (devices_per_learner BETWEEN 0 AND 10),
    needs_wires BOOLEAN NOT NULL,
    themes BIGINT NOT NULL,
    documents TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    archived_at BIGINT
);
CREATE INDEX workshop_templates_by_title ON workshop_templates (search, id);

CREATE TABLE template_competences (
    template_id TEXT NOT NULL REFERENCES workshop_templates (id),
    competence_id TEXT NOT NULL REFERENCES competences (id),
    target_level INTEGER NOT NULL CHECK (target_level BETWEEN 1 AND 8),
    PRIMARY KEY (template_id, competence_id)
);

-- A workshop that comes back. rule: RFC 5545 as JSON; except_on: days left out, JSON;
-- model: what each of its workshops begins as, JSON.
CREATE TABLE workshop_series (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    digest TEXT NOT NULL,
    author_id TEXT NOT NULL REFERENCES accounts (id),
    first_on DATE NOT NULL,
    start_time TEXT NOT NULL,
    duration_min INTEGER NOT NULL CHECK (duration_min BETWEEN 15 AND 720),
    zone TEXT NOT NULL,
    rule TEXT NOT NULL,
    skips_holidays BOOLEAN NOT NULL,
    except_on TEXT NOT NULL,
    model TEXT NOT NULL,
    continues_id TEXT REFERENCES workshop_series (id),
    ended_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- Of a place. A room holds one workshop at a time.
CREATE TABLE rooms (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    digest TEXT NOT NULL,
    place_id TEXT NOT NULL REFERENCES places (id),
    name TEXT NOT NULL,
    seats INTEGER NOT NULL CHECK (seats BETWEEN 1 AND 10000),
    wired_ports INTEGER NOT NULL CHECK (wired_ports BETWEEN 0 AND 10000),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    closed_at BIGINT
);
CREATE INDEX rooms_place ON rooms (place_id);

-- Devices that a place lends.
CREATE TABLE device_pools (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    digest TEXT NOT NULL,
    place_id TEXT NOT NULL REFERENCES places (id),
    name TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size BETWEEN 0 AND 10000),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    closed_at BIGINT
);
CREATE INDEX device_pools_place ON device_pools (place_id);

-- What is planned. date, start_time and end_time are the wall clock's (of the zone); starts_at and
-- ends_at are the instants that they are, on quarters of an hour. Once held, session_id is its
-- entry in the log; until then no figure knows of it.
-- seats, used_count and waiting_count are derived (recounted by `coopair check`).
-- sequence: raised at each change that calendars should see. due_at: when the clock has something
-- to do next.
CREATE TABLE workshops (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    digest TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN
        ('draft', 'published', 'held', 'cancelled', 'postponed', 'did_not_happen')),
    author_id TEXT NOT NULL REFERENCES accounts (id),
    template_id TEXT REFERENCES workshop_templates (id),
    series_id TEXT REFERENCES workshop_series (id),
    series_on DATE,
    is_detached BOOLEAN NOT NULL,
    title TEXT NOT NULL,
    search TEXT NOT NULL,
    objectives TEXT,
    date DATE NOT NULL,
    start_time TEXT NOT NULL,
    end_time TEXT NOT NULL,
    zone TEXT NOT NULL,
    starts_at BIGINT NOT NULL CHECK (starts_at % 900000 = 0),
    ends_at BIGINT NOT NULL CHECK (ends_at % 900000 = 0),
    setup_min INTEGER NOT NULL CHECK (setup_min BETWEEN 0 AND 120 AND setup_min % 15 = 0),
    teardown_min INTEGER NOT NULL CHECK (teardown_min BETWEEN 0 AND 120 AND teardown_min % 15 = 0),
    place_id TEXT REFERENCES places (id),
    room_id TEXT REFERENCES rooms (id),
    commune_code TEXT,
    departement_code TEXT,
    remote_url TEXT,
    programme_id TEXT REFERENCES programmes (id),
    themes BIGINT NOT NULL,
    capacity INTEGER NOT NULL CHECK (capacity BETWEEN 0 AND 10000),
    min_people INTEGER NOT NULL CHECK (min_people BETWEEN 1 AND 10000),
    devices_per_learner INTEGER NOT NULL CHECK (devices_per_learner BETWEEN 0 AND 10),
    needs_wires BOOLEAN NOT NULL,
    visibility TEXT NOT NULL CHECK (visibility IN ('public', 'network', 'invitation')),
    approval TEXT NOT NULL CHECK (approval IN ('none', 'manager', 'coordinator')),
    seats INTEGER NOT NULL,
    used_count INTEGER NOT NULL,
    waiting_count INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    published_at BIGINT,
    over_at BIGINT,
    reason TEXT,
    successor_id TEXT REFERENCES workshops (id),
    session_id TEXT UNIQUE REFERENCES sessions (id),
    due_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CHECK (starts_at < ends_at),
    CHECK (room_id IS NULL OR place_id IS NOT NULL),
    CHECK (place_id IS NULL OR remote_url IS NULL),
    CHECK ((state = 'held') = (session_id IS NOT NULL)),
    CHECK ((series_id IS NULL) = (series_on IS NULL))
);
CREATE INDEX workshops_by_start ON workshops (starts_at, id);
CREATE INDEX workshops_due ON workshops (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX workshops_place ON workshops (place_id, starts_at) WHERE place_id IS NOT NULL;
CREATE INDEX workshops_author ON workshops (author_id);
CREATE UNIQUE INDEX workshops_series ON workshops (series_id, series_on) WHERE series_id IS NOT NULL;

CREATE TABLE workshop_competences (
    workshop_id TEXT NOT NULL REFERENCES workshops (id),
    competence_id TEXT NOT NULL REFERENCES competences (id),
    target_level INTEGER NOT NULL CHECK (target_level BETWEEN 1 AND 8),
    PRIMARY KEY (workshop_id, competence_id)
);
CREATE INDEX workshop_competences_competence ON workshop_competences (competence_id);

CREATE TABLE workshop_devices (
    workshop_id TEXT NOT NULL REFERENCES workshops (id),
    pool_id TEXT NOT NULL REFERENCES device_pools (id),
    devices INTEGER NOT NULL CHECK (devices BETWEEN 1 AND 10000),
    PRIMARY KEY (workshop_id, pool_id)
);
CREATE INDEX workshop_devices_pool ON workshop_devices (pool_id);

-- Who may see and join a workshop by invitation.
CREATE TABLE workshop_invitations (
    workshop_id TEXT NOT NULL REFERENCES workshops (id),
    person_id TEXT NOT NULL REFERENCES persons (id),
    invited_by TEXT NOT NULL REFERENCES accounts (id),
    invited_at BIGINT NOT NULL,
    PRIMARY KEY (workshop_id, person_id)
);
CREATE INDEX workshop_invitations_person ON workshop_invitations (person_id);

-- Who leads, co-leads or observes. endorsed_at: the lead was content with a co-facilitator.
CREATE TABLE facilitations (
    workshop_id TEXT NOT NULL REFERENCES workshops (id),
    facilitator_id TEXT NOT NULL REFERENCES facilitators (id),
    person_id TEXT NOT NULL REFERENCES persons (id),
    role TEXT NOT NULL CHECK (role IN ('lead', 'co', 'observer')),
    state TEXT NOT NULL CHECK (state IN ('invited', 'accepted', 'declined', 'withdrawn')),
    override_reason TEXT,
    invited_by TEXT NOT NULL REFERENCES accounts (id),
    invited_at BIGINT NOT NULL,
    answered_at BIGINT,
    endorsed_at BIGINT,
    PRIMARY KEY (workshop_id, facilitator_id)
);
CREATE INDEX facilitations_facilitator ON facilitations (facilitator_id, state);
CREATE INDEX facilitations_person ON facilitations (person_id);
CREATE UNIQUE INDEX facilitations_lead ON facilitations (workshop_id)
    WHERE role = 'lead' AND state IN ('invited', 'accepted');

-- A learner's place in a workshop or in its queue (src/network/enrolment). learner_id: of a
-- followed learner. slip_hash: of the code on a printed slip, that gives the seat back.
CREATE TABLE enrolments (
    id TEXT NOT NULL PRIMARY KEY,
    workshop_id TEXT NOT NULL REFERENCES workshops (id),
    person_id TEXT NOT NULL REFERENCES persons (id),
    learner_id TEXT REFERENCES learners (id),
    state TEXT NOT NULL CHECK (state IN
        ('requested', 'confirmed', 'waitlisted', 'offered', 'declined', 'cancelled_by_learner',
         'cancelled_by_organiser', 'attended', 'partial', 'excused', 'no_show', 'walk_in')),
    role TEXT NOT NULL CHECK (role IN ('learner', 'helper')),
    source TEXT NOT NULL CHECK (source IN
        ('account', 'facilitator', 'colleague', 'offline', 'import')),
    created_by TEXT NOT NULL REFERENCES accounts (id),
    created_at BIGINT NOT NULL,
    queued_at BIGINT,
    priority INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 255),
    confirmed_at BIGINT,
    offer_until BIGINT,
    answer_until BIGINT,
    is_approved BOOLEAN NOT NULL,
    has_lapsed BOOLEAN NOT NULL,
    was_passed_over BOOLEAN NOT NULL,
    is_late BOOLEAN NOT NULL,
    reason TEXT,
    slip_hash TEXT UNIQUE,
    CHECK (state <> 'offered' OR offer_until IS NOT NULL)
);
CREATE UNIQUE INDEX enrolments_standing ON enrolments (workshop_id, person_id)
    WHERE state NOT IN ('declined', 'cancelled_by_learner', 'cancelled_by_organiser');
CREATE INDEX enrolments_state ON enrolments (workshop_id, state);
CREATE INDEX enrolments_person ON enrolments (person_id);

-- Commands that were applied, each once. A move to another workshop is one command of both.
CREATE TABLE enrolment_commands (
    id TEXT NOT NULL,
    workshop_id TEXT NOT NULL REFERENCES workshops (id),
    fingerprint TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (id, workshop_id)
);

-- Nobody and no room is in two workshops at one time: one row per quarter of an hour (of the
-- instants' count from 1970) that a person or a room is taken, so that the key refuses a second.
CREATE TABLE busy_quarters (
    subject_id TEXT NOT NULL,
    quarter INTEGER NOT NULL,
    workshop_id TEXT NOT NULL REFERENCES workshops (id),
    PRIMARY KEY (subject_id, quarter)
);
CREATE INDEX busy_quarters_workshop ON busy_quarters (workshop_id, subject_id);

-- No pool lends more devices in a quarter of an hour than it has.
CREATE TABLE device_quarters (
    pool_id TEXT NOT NULL REFERENCES device_pools (id),
    quarter INTEGER NOT NULL,
    taken INTEGER NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY (pool_id, quarter),
    CHECK (taken BETWEEN 0 AND size)
);

-- What people were told, each once: the key is that of src/network/notices.rs. Without a mail,
-- they are told by the lead.
CREATE TABLE notices (
    key TEXT NOT NULL PRIMARY KEY,
    workshop_id TEXT REFERENCES workshops (id),
    kind TEXT NOT NULL,
    person_id TEXT REFERENCES persons (id),
    mail_id TEXT REFERENCES mails (id),
    at BIGINT NOT NULL
);
CREATE INDEX notices_workshop ON notices (workshop_id);

-- What a facilitator offers the network. Where they stand is facilitators.status.
CREATE TABLE facilitator_profiles (
    facilitator_id TEXT NOT NULL PRIMARY KEY REFERENCES facilitators (id),
    version INTEGER NOT NULL,
    monthly_limit INTEGER CHECK (monthly_limit BETWEEN 1 AND 200),
    reach TEXT NOT NULL CHECK (reach IN ('place', 'commune', 'anywhere')),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE offered_competences (
    facilitator_id TEXT NOT NULL REFERENCES facilitators (id),
    competence_id TEXT NOT NULL REFERENCES competences (id),
    up_to INTEGER NOT NULL CHECK (up_to BETWEEN 1 AND 8),
    PRIMARY KEY (facilitator_id, competence_id)
);
CREATE INDEX offered_competences_competence ON offered_competences (competence_id);

-- Steps of a facilitator's life; a reason on «activate» is a waiver.
CREATE TABLE facilitator_steps (
    id TEXT NOT NULL PRIMARY KEY,
    facilitator_id TEXT NOT NULL REFERENCES facilitators (id),
    step TEXT NOT NULL CHECK (step IN
        ('volunteer', 'welcome', 'activate', 'pause', 'resume', 'retire', 'suspend', 'reinstate')),
    status TEXT NOT NULL,
    is_waiver BOOLEAN NOT NULL,
    reason TEXT,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    at BIGINT NOT NULL
);
CREATE INDEX facilitator_steps_facilitator ON facilitator_steps (facilitator_id, at);

-- When somebody can come, by the wall clock: each week, and not on these days.
CREATE TABLE weekly_hours (
    person_id TEXT NOT NULL REFERENCES persons (id),
    weekday TEXT NOT NULL CHECK (weekday IN ('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')),
    from_time TEXT NOT NULL,
    until_time TEXT NOT NULL,
    PRIMARY KEY (person_id, weekday, from_time)
);

CREATE TABLE absences (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES persons (id),
    first_on DATE NOT NULL,
    last_on DATE NOT NULL,
    created_at BIGINT NOT NULL,
    CHECK (last_on >= first_on)
);
CREATE INDEX absences_person ON absences (person_id, first_on);

-- Somebody's wish for help (src/network/requests). It becomes a workshop of one or of several,
-- or an individual session of the log.
CREATE TABLE help_requests (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    digest TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES persons (id),
    learner_id TEXT REFERENCES learners (id),
    author_id TEXT NOT NULL REFERENCES accounts (id),
    competence_id TEXT REFERENCES competences (id),
    target_level INTEGER CHECK (target_level BETWEEN 1 AND 8),
    question TEXT,
    area TEXT NOT NULL,
    hides_name BOOLEAN NOT NULL,
    state TEXT NOT NULL CHECK (state IN
        ('open', 'claimed', 'scheduled', 'answered', 'closed', 'withdrawn', 'expired')),
    asked_at BIGINT NOT NULL,
    claimed_by TEXT REFERENCES persons (id),
    claimed_at BIGINT,
    workshop_id TEXT REFERENCES workshops (id),
    session_id TEXT REFERENCES sessions (id),
    outcome TEXT CHECK (outcome IN ('solved', 'partly', 'unsolved')),
    answered_at BIGINT,
    updated_at BIGINT NOT NULL,
    CHECK ((claimed_by IS NULL) = (claimed_at IS NULL)),
    CHECK (state <> 'open' OR claimed_by IS NULL),
    CHECK ((state = 'closed') = (outcome IS NOT NULL))
);
CREATE INDEX help_requests_person ON help_requests (person_id);
CREATE INDEX help_requests_state ON help_requests (state, asked_at);
CREATE INDEX help_requests_competence ON help_requests (competence_id, area, asked_at)
    WHERE state = 'open';

CREATE TABLE help_steps (
    id TEXT NOT NULL PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES help_requests (id),
    step TEXT NOT NULL,
    person_id TEXT REFERENCES persons (id),
    note TEXT,
    at BIGINT NOT NULL
);
CREATE INDEX help_steps_request ON help_steps (request_id, at);

-- A draft workshop that requests made: the second of its two windows, and for whom.
CREATE TABLE help_drafts (
    workshop_id TEXT NOT NULL PRIMARY KEY REFERENCES workshops (id),
    competence_id TEXT NOT NULL REFERENCES competences (id),
    area TEXT NOT NULL,
    facilitator_id TEXT NOT NULL REFERENCES facilitators (id),
    second_starts_at BIGINT NOT NULL,
    second_ends_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE help_draft_requests (
    workshop_id TEXT NOT NULL REFERENCES help_drafts (workshop_id),
    request_id TEXT NOT NULL REFERENCES help_requests (id),
    PRIMARY KEY (workshop_id, request_id)
);
CREATE INDEX help_draft_requests_request ON help_draft_requests (request_id);

-- Two people and their goals (src/network/mentoring.rs).
CREATE TABLE mentoring_pairs (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    digest TEXT NOT NULL,
    mentor_id TEXT NOT NULL REFERENCES persons (id),
    learner_id TEXT NOT NULL REFERENCES persons (id),
    proposed_by TEXT NOT NULL REFERENCES persons (id),
    state TEXT NOT NULL CHECK (state IN
        ('proposed', 'accepted', 'active', 'completed', 'ended_early', 'declined', 'expired')),
    proposed_at BIGINT NOT NULL,
    accepted_at BIGINT,
    last_met_at BIGINT,
    updated_at BIGINT NOT NULL,
    CHECK (mentor_id <> learner_id)
);
CREATE INDEX mentoring_pairs_mentor ON mentoring_pairs (mentor_id, state);
CREATE INDEX mentoring_pairs_learner ON mentoring_pairs (learner_id, state);

CREATE TABLE mentoring_goals (
    pair_id TEXT NOT NULL REFERENCES mentoring_pairs (id),
    competence_id TEXT NOT NULL REFERENCES competences (id),
    target_level INTEGER NOT NULL CHECK (target_level BETWEEN 1 AND 8),
    by_on DATE NOT NULL,
    reached_at BIGINT,
    PRIMARY KEY (pair_id, competence_id)
);

-- What people thought of a workshop: of nobody in particular, and without an instant. id is drawn
-- by chance, not by time.
CREATE TABLE satisfaction_answers (
    id TEXT NOT NULL PRIMARY KEY,
    workshop_id TEXT NOT NULL REFERENCES workshops (id),
    useful INTEGER CHECK (useful BETWEEN 1 AND 5),
    pace TEXT CHECK (pace IN ('too_slow', 'right', 'too_fast')),
    can_redo TEXT CHECK (can_redo IN ('alone', 'with_help', 'not_yet')),
    words TEXT
);
CREATE INDEX satisfaction_answers_workshop ON satisfaction_answers (workshop_id);

-- Who has answered, kept apart from what.
CREATE TABLE satisfaction_marks (
    workshop_id TEXT NOT NULL REFERENCES workshops (id),
    person_id TEXT NOT NULL REFERENCES persons (id),
    PRIMARY KEY (workshop_id, person_id)
);

-- Secret addresses of calendars. Only a hash is kept.
CREATE TABLE calendar_feeds (
    id TEXT NOT NULL PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    kind TEXT NOT NULL CHECK (kind IN ('person', 'place', 'network')),
    place_id TEXT REFERENCES places (id),
    created_at BIGINT NOT NULL,
    revoked_at BIGINT,
    CHECK ((kind = 'place') = (place_id IS NOT NULL))
);
CREATE INDEX calendar_feeds_account ON calendar_feeds (account_id);
