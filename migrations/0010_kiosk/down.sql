ALTER TABLE enrolments DROP COLUMN seen_before;
ALTER TABLE enrolments DROP COLUMN seen_tap;
ALTER TABLE enrolments DROP COLUMN seen_at;
ALTER TABLE enrolments DROP COLUMN seen_by;
DROP TABLE kiosks;
