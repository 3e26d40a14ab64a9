-- What people asked to be reminded of.
CREATE TABLE reminder (
    bot INTEGER NOT NULL,
    chat INTEGER NOT NULL,
    person INTEGER NOT NULL,
    name TEXT NOT NULL,
    due REAL NOT NULL,
    payload TEXT NOT NULL,
    PRIMARY KEY (bot, chat, person, name)
) WITHOUT ROWID;

CREATE INDEX reminder_due ON reminder (bot, due);

-- Until when a replica writes to many people at once.
CREATE TABLE pace (
    bot INTEGER PRIMARY KEY,
    free_at REAL NOT NULL
);
