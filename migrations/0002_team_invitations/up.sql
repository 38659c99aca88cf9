-- Teams invite by themselves. Only the hash of a token is kept; an invitation that nobody answered
-- in time stays `waiting`, with `expires_at` behind us.
CREATE TABLE team_invitations (
    id TEXT NOT NULL PRIMARY KEY,
    team_id TEXT NOT NULL REFERENCES teams (id),
    email TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    invited_by TEXT NOT NULL REFERENCES accounts (id),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'accepted', 'declined', 'withdrawn')),
    created_at BIGINT NOT NULL,
    sent_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    answered_at BIGINT,
    CHECK ((state = 'waiting') = (answered_at IS NULL))
);
CREATE INDEX team_invitations_team ON team_invitations (team_id, created_at, id);
CREATE UNIQUE INDEX team_invitations_once ON team_invitations (team_id, email)
    WHERE state = 'waiting';

-- How a stay ended; NULL while it lasts, and for those that ended before this was kept.
ALTER TABLE team_memberships ADD COLUMN ending TEXT
    CHECK (ending IN ('left', 'archived', 'removed'));
-- Nobody is in a team twice at once.
CREATE UNIQUE INDEX team_memberships_open ON team_memberships (team_id, facilitator_id)
    WHERE left_on IS NULL;
