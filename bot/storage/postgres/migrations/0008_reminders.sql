-- What people asked to be reminded of.
CREATE TABLE reminder (
    bot bigint NOT NULL,
    chat bigint NOT NULL,
    person bigint NOT NULL,
    name text NOT NULL,
    due double precision NOT NULL,
    payload text NOT NULL,
    PRIMARY KEY (bot, chat, person, name)
);

CREATE INDEX reminder_due ON reminder (bot, due);

-- Until when a replica writes to many people at once.
CREATE TABLE pace (
    bot bigint PRIMARY KEY,
    free_at double precision NOT NULL
);
