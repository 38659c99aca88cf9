-- The code that a kiosk shows for phones changes every five minutes: instead of its hash, that from
-- which all of them are made. Kiosks that are open now show codes of the old kind: they are closed,
-- and opened again.
UPDATE kiosks SET closed_at = opened_at WHERE closed_at IS NULL;
ALTER TABLE kiosks RENAME COLUMN scan_hash TO scan_key;
