-- Whose news people want.
CREATE TABLE subscription (
    bot INTEGER NOT NULL,
    chat INTEGER NOT NULL,
    person INTEGER NOT NULL,
    institution TEXT NOT NULL,
    locale TEXT NOT NULL,
    PRIMARY KEY (bot, chat, person, institution)
) WITHOUT ROWID;

CREATE TABLE announcement (
    bot INTEGER NOT NULL,
    code TEXT NOT NULL,
    institution TEXT NOT NULL,
    text TEXT NOT NULL,
    author INTEGER NOT NULL,
    state TEXT NOT NULL,
    made REAL NOT NULL,
    PRIMARY KEY (bot, code)
) WITHOUT ROWID;

-- Who has still to get an announcement that is being sent.
CREATE TABLE recipient (
    bot INTEGER NOT NULL,
    code TEXT NOT NULL,
    chat INTEGER NOT NULL,
    person INTEGER NOT NULL,
    locale TEXT NOT NULL,
    PRIMARY KEY (bot, code, chat, person)
) WITHOUT ROWID;
