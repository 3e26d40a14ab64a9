-- Tells whether three people asked something or one three times, within a week; not who.
ALTER TABLE note ADD COLUMN who TEXT NOT NULL DEFAULT '';

-- The key of this week, with which that is made.
CREATE TABLE salt (
    bot INTEGER NOT NULL,
    week TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (bot, week)
) WITHOUT ROWID;

-- What is done once for all replicas and starts, such as the digest of a week.
CREATE TABLE done_once (
    bot INTEGER NOT NULL,
    what TEXT NOT NULL,
    at REAL NOT NULL,
    PRIMARY KEY (bot, what)
) WITHOUT ROWID;
