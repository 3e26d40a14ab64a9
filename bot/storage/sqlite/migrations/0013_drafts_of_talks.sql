-- The conversation whose answer an entry is made of: a draft goes when it does.
ALTER TABLE entry_draft ADD COLUMN talk TEXT;
-- The check that a draft waits for: who asked for it, in which message and topic, with which file,
-- and when a process took it.
ALTER TABLE entry_draft ADD COLUMN check_by INTEGER;
ALTER TABLE entry_draft ADD COLUMN check_message INTEGER;
ALTER TABLE entry_draft ADD COLUMN check_thread INTEGER;
ALTER TABLE entry_draft ADD COLUMN check_file TEXT;
ALTER TABLE entry_draft ADD COLUMN check_taken REAL;
