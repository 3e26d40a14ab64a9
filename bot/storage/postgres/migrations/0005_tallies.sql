-- How often something happened on a day, such as that an entry helped; nothing of whom.
CREATE TABLE tally (
    bot bigint NOT NULL,
    day text NOT NULL,
    what text NOT NULL,
    subject text NOT NULL,
    locale text NOT NULL,
    number bigint NOT NULL,
    PRIMARY KEY (bot, day, what, subject, locale)
);
