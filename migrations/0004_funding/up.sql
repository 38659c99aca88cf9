-- What pays for the work, what funders may see, what is shared with people without an account.

CREATE TABLE network_settings (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    contact TEXT,
    k INTEGER NOT NULL CHECK (k >= 5),
    public_page BOOLEAN NOT NULL,
    updated_at BIGINT NOT NULL
);
INSERT INTO network_settings (id, version, name, contact, k, public_page, updated_at)
    VALUES (1, 1, 'Coopair', NULL, 11, FALSE, 0);

CREATE TABLE envelopes (
    id TEXT NOT NULL PRIMARY KEY,
    programme_id TEXT NOT NULL REFERENCES programmes (id),
    name TEXT NOT NULL,
    amount_eur BIGINT CHECK (amount_eur >= 0),
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    CHECK (ends_on >= starts_on)
);
CREATE INDEX envelopes_programme ON envelopes (programme_id);

-- Periods are whole months, so that whoever may read protected figures may read the progress.
CREATE TABLE targets (
    id TEXT NOT NULL PRIMARY KEY,
    programme_id TEXT NOT NULL REFERENCES programmes (id),
    measure TEXT NOT NULL CHECK (measure IN
        ('sessions', 'workshops', 'participations', 'followed', 'hours_delivered')),
    value INTEGER NOT NULL CHECK (value > 0),
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    CHECK (ends_on >= starts_on)
);
CREATE INDEX targets_programme ON targets (programme_id);

-- What a funder sees: (one of the programmes) and (one of the organizations) and (one of the
-- territories); an empty list does not narrow. Never all three empty. k NULL: the network's.
CREATE TABLE perimeters (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    digest TEXT NOT NULL,
    name TEXT NOT NULL,
    k INTEGER CHECK (k >= 5),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE perimeter_accounts (
    perimeter_id TEXT NOT NULL REFERENCES perimeters (id),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    PRIMARY KEY (perimeter_id, account_id)
);
CREATE INDEX perimeter_accounts_account ON perimeter_accounts (account_id);

CREATE TABLE perimeter_programmes (
    perimeter_id TEXT NOT NULL REFERENCES perimeters (id),
    programme_id TEXT NOT NULL REFERENCES programmes (id),
    PRIMARY KEY (perimeter_id, programme_id)
);

CREATE TABLE perimeter_organizations (
    perimeter_id TEXT NOT NULL REFERENCES perimeters (id),
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    PRIMARY KEY (perimeter_id, organization_id)
);

CREATE TABLE perimeter_territories (
    perimeter_id TEXT NOT NULL REFERENCES perimeters (id),
    kind TEXT NOT NULL CHECK (kind IN ('commune', 'epci', 'departement', 'region')),
    code TEXT NOT NULL,
    PRIMARY KEY (perimeter_id, kind, code)
);

-- Only a hash of the token is kept. question is the frozen query string, from and to included.
-- scope_id names a facilitator, team, organization or perimeter, as the scope says.
CREATE TABLE share_links (
    id TEXT NOT NULL PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    label TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    scope TEXT NOT NULL CHECK (scope IN ('own', 'team', 'organization', 'network', 'perimeter')),
    scope_id TEXT,
    question TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_on DATE NOT NULL,
    revoked_at BIGINT,
    visit_count INTEGER NOT NULL,
    last_visit_on DATE,
    CHECK ((scope = 'network') = (scope_id IS NULL))
);
CREATE INDEX share_links_account ON share_links (account_id, created_at);
