-- The calendar text (RFC 5545) that goes with a mail.
ALTER TABLE mails ADD COLUMN calendar TEXT;
