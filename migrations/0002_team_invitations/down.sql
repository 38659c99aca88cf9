DROP INDEX team_memberships_open;
ALTER TABLE team_memberships DROP COLUMN ending;
DROP TABLE team_invitations;
