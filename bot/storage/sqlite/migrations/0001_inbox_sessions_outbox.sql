-- Updates as they came in, until they are done. A done update keeps its number alone, so that
-- the same update again is known; who wrote and what is taken out when it is done.
CREATE TABLE inbox (
    bot INTEGER NOT NULL,
    update_id INTEGER NOT NULL,
    chat INTEGER,
    person INTEGER,
    received REAL NOT NULL,
    payload TEXT,
    PRIMARY KEY (bot, update_id)
) WITHOUT ROWID;

CREATE INDEX inbox_waiting ON inbox (bot, chat, update_id) WHERE payload IS NOT NULL;

-- One conversation per person and chat.
CREATE TABLE session (
    bot INTEGER NOT NULL,
    chat INTEGER NOT NULL,
    person INTEGER NOT NULL,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    locale TEXT,
    place INTEGER,
    changed REAL NOT NULL,
    PRIMARY KEY (bot, chat, person)
) WITHOUT ROWID;

-- Messages that are not sent yet. A sent message is deleted.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    bot INTEGER NOT NULL,
    chat INTEGER NOT NULL,
    person INTEGER NOT NULL,
    created REAL NOT NULL,
    not_before REAL NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    payload TEXT NOT NULL
);

CREATE INDEX outbox_waiting ON outbox (bot, chat, id);

-- Whose buttons stand under a message in a group.
CREATE TABLE button_owner (
    bot INTEGER NOT NULL,
    chat INTEGER NOT NULL,
    message INTEGER NOT NULL,
    person INTEGER NOT NULL,
    since REAL NOT NULL,
    PRIMARY KEY (bot, chat, message)
) WITHOUT ROWID;

-- What editors should see, without who it came from.
CREATE TABLE note (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    locale TEXT NOT NULL,
    text TEXT NOT NULL
);

-- Where polling goes on, per bot.
CREATE TABLE polling (
    bot INTEGER PRIMARY KEY,
    next_offset INTEGER NOT NULL,
    saved REAL NOT NULL
);
