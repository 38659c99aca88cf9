-- What coordinators do besides sessions. themes, organizers and natures are bit sets: bit i is the
-- i-th code of the list in data/enumerations.json. `end_date` is set for several days only.
CREATE TABLE coordination_activities (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    digest TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('animation', 'evenement', 'partenariat')),
    coordinator_account_id TEXT NOT NULL REFERENCES accounts (id),
    date DATE NOT NULL,
    end_date DATE,
    duration_min INTEGER CHECK (duration_min > 0),
    initiative TEXT,
    animation_type TEXT,
    animation_type_other TEXT,
    themes INTEGER NOT NULL,
    theme_other TEXT,
    mediators INTEGER NOT NULL CHECK (mediators >= 0),
    structures INTEGER NOT NULL CHECK (structures >= 0),
    other_actors INTEGER NOT NULL CHECK (other_actors >= 0),
    name TEXT,
    event_type TEXT,
    event_type_other TEXT,
    organizers INTEGER NOT NULL,
    organizer_other TEXT,
    participants INTEGER NOT NULL CHECK (participants >= 0),
    natures INTEGER NOT NULL,
    nature_other TEXT,
    territorial_level TEXT,
    notes TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT,
    CHECK (end_date IS NULL OR (kind = 'evenement' AND end_date > date)),
    CHECK ((kind = 'animation') = (animation_type IS NOT NULL)),
    CHECK ((kind = 'evenement') = (event_type IS NOT NULL)),
    CHECK ((kind = 'partenariat') = (natures > 0)),
    CHECK (kind <> 'animation' OR duration_min IS NOT NULL)
);
CREATE INDEX coordination_by_coordinator
    ON coordination_activities (coordinator_account_id, date, id) WHERE deleted_at IS NULL;
CREATE INDEX coordination_by_date ON coordination_activities (date) WHERE deleted_at IS NULL;

CREATE TABLE coordination_partners (
    activity_id TEXT NOT NULL REFERENCES coordination_activities (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    kind_other TEXT,
    PRIMARY KEY (activity_id, position)
);

-- The départements an activity was for; none when it was for the whole country or not told.
CREATE TABLE coordination_departements (
    activity_id TEXT NOT NULL REFERENCES coordination_activities (id),
    departement_code TEXT NOT NULL,
    PRIMARY KEY (activity_id, departement_code)
);

-- A tag that is deleted leaves the activities that carried it.
CREATE TABLE coordination_tags (
    activity_id TEXT NOT NULL REFERENCES coordination_activities (id),
    tag_id TEXT NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
    PRIMARY KEY (activity_id, tag_id)
);
CREATE INDEX coordination_tags_tag ON coordination_tags (tag_id);
