UPDATE kiosks SET closed_at = opened_at WHERE closed_at IS NULL;
ALTER TABLE kiosks RENAME COLUMN scan_key TO scan_hash;
