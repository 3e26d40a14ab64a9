-- How often something happened on a day, such as that an entry helped; nothing of whom.
CREATE TABLE tally (
    bot INTEGER NOT NULL,
    day TEXT NOT NULL,
    what TEXT NOT NULL,
    subject TEXT NOT NULL,
    locale TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (bot, day, what, subject, locale)
) WITHOUT ROWID;
