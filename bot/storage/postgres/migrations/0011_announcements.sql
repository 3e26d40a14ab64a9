-- Whose news people want.
CREATE TABLE subscription (
    bot bigint NOT NULL,
    chat bigint NOT NULL,
    person bigint NOT NULL,
    institution text NOT NULL,
    locale text NOT NULL,
    PRIMARY KEY (bot, chat, person, institution)
);

CREATE TABLE announcement (
    bot bigint NOT NULL,
    code text NOT NULL,
    institution text NOT NULL,
    text text NOT NULL,
    author bigint NOT NULL,
    state text NOT NULL,
    made double precision NOT NULL,
    PRIMARY KEY (bot, code)
);

-- Who has still to get an announcement that is being sent.
CREATE TABLE recipient (
    bot bigint NOT NULL,
    code text NOT NULL,
    chat bigint NOT NULL,
    person bigint NOT NULL,
    locale text NOT NULL,
    PRIMARY KEY (bot, code, chat, person)
);
