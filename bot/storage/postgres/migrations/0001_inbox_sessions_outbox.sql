-- Updates as they came in, until they are done. A done update keeps its number alone, so that
-- the same update again is known; who wrote and what is taken out when it is done.
CREATE TABLE inbox (
    bot bigint NOT NULL,
    update_id bigint NOT NULL,
    chat bigint,
    person bigint,
    received double precision NOT NULL,
    payload text,
    PRIMARY KEY (bot, update_id)
);

CREATE INDEX inbox_waiting ON inbox (bot, chat, update_id) WHERE payload IS NOT NULL;

-- One conversation per person and chat.
CREATE TABLE session (
    bot bigint NOT NULL,
    chat bigint NOT NULL,
    person bigint NOT NULL,
    state text NOT NULL,
    version bigint NOT NULL,
    locale text,
    place bigint,
    changed double precision NOT NULL,
    PRIMARY KEY (bot, chat, person)
);

-- Messages that are not sent yet. A sent message is deleted.
CREATE TABLE outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    bot bigint NOT NULL,
    chat bigint NOT NULL,
    person bigint NOT NULL,
    created double precision NOT NULL,
    not_before double precision NOT NULL DEFAULT 0,
    attempts integer NOT NULL DEFAULT 0,
    payload text NOT NULL
);

CREATE INDEX outbox_waiting ON outbox (bot, chat, id);

-- Whose buttons stand under a message in a group.
CREATE TABLE button_owner (
    bot bigint NOT NULL,
    chat bigint NOT NULL,
    message bigint NOT NULL,
    person bigint NOT NULL,
    since double precision NOT NULL,
    PRIMARY KEY (bot, chat, message)
);

-- What editors should see, without who it came from.
CREATE TABLE note (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL,
    day date NOT NULL,
    locale text NOT NULL,
    text text NOT NULL
);

-- Where polling goes on, per bot.
CREATE TABLE polling (
    bot bigint PRIMARY KEY,
    next_offset bigint NOT NULL,
    saved double precision NOT NULL
);

-- Deleted texts stay in the files until the rows are vacuumed: soon, not when a fifth has changed.
ALTER TABLE inbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
ALTER TABLE session SET (autovacuum_vacuum_scale_factor = 0.02);
