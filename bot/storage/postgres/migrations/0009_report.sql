-- Tells whether three people asked something or one three times, within a week; not who.
ALTER TABLE note ADD COLUMN who text NOT NULL DEFAULT '';

-- The key of this week, with which that is made.
CREATE TABLE salt (
    bot bigint NOT NULL,
    week text NOT NULL,
    value text NOT NULL,
    PRIMARY KEY (bot, week)
);

-- What is done once for all replicas and starts, such as the digest of a week.
CREATE TABLE done_once (
    bot bigint NOT NULL,
    what text NOT NULL,
    at double precision NOT NULL,
    PRIMARY KEY (bot, what)
);
