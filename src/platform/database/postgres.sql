-- What PostgreSQL needs beside the migrations, which are the same text for both engines. Idempotent.

-- Facts are numbered one after the other without making writers wait for each other (SQLite has
-- one writer, who counts on).
CREATE SEQUENCE IF NOT EXISTS session_fact_numbers;
ALTER SEQUENCE session_fact_numbers OWNED BY session_facts.number;
ALTER TABLE session_facts ALTER COLUMN number SET DEFAULT nextval('session_fact_numbers');

-- The revision of a fact is the transaction that wrote it, whoever wrote it.
ALTER TABLE session_facts ALTER COLUMN revision SET DEFAULT 0;
CREATE OR REPLACE FUNCTION stamp_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.revision := CAST(CAST(pg_current_xact_id() AS text) AS bigint);
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER session_facts_revision BEFORE INSERT OR UPDATE ON session_facts
    FOR EACH ROW EXECUTE FUNCTION stamp_revision();
