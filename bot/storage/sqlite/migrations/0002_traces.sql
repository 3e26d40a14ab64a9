-- Which message of the bot answered which of the person's, and what it was about: ids and facts,
-- no texts; a JSON list of the last ones, kept and deleted with the session.
ALTER TABLE session ADD COLUMN traces TEXT NOT NULL DEFAULT '[]';
