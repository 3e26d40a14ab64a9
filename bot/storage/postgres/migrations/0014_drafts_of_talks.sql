-- The conversation whose answer an entry is made of: a draft goes when it does.
ALTER TABLE entry_draft ADD COLUMN talk text;
-- The check that a draft waits for: who asked for it, in which message and topic, with which file,
-- and when a process took it.
ALTER TABLE entry_draft ADD COLUMN check_by bigint;
ALTER TABLE entry_draft ADD COLUMN check_message bigint;
ALTER TABLE entry_draft ADD COLUMN check_thread bigint;
ALTER TABLE entry_draft ADD COLUMN check_file text;
ALTER TABLE entry_draft ADD COLUMN check_taken double precision;
