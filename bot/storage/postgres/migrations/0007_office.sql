-- Conversations with an office. Of a person who is forgotten only the code stays, until the staff
-- are told to delete what they have.
CREATE TABLE office_talk (
    bot bigint NOT NULL,
    code text NOT NULL,
    chat bigint,
    person bigint,
    institution text NOT NULL,
    name text NOT NULL,
    staff_chat bigint NOT NULL,
    staff_locale text NOT NULL,
    locale text NOT NULL,
    question text NOT NULL,
    is_open bigint NOT NULL,
    owner bigint,
    opened double precision NOT NULL,
    touched double precision NOT NULL,
    notice text,
    PRIMARY KEY (bot, code)
);

CREATE INDEX office_talk_person ON office_talk (bot, person);
CREATE INDEX office_talk_chat ON office_talk (bot, chat);
CREATE INDEX office_talk_staff ON office_talk (bot, staff_chat);

-- Where the messages of a conversation stand in the chat of the other side.
CREATE TABLE office_copy (
    bot bigint NOT NULL,
    chat bigint NOT NULL,
    message bigint NOT NULL,
    code text NOT NULL,
    origin bigint,
    PRIMARY KEY (bot, chat, message)
);

CREATE INDEX office_copy_code ON office_copy (bot, code);

-- Staff chats that became supergroups: the settings name the old number.
CREATE TABLE moved_chat (
    bot bigint NOT NULL,
    old_chat bigint NOT NULL,
    new_chat bigint NOT NULL,
    PRIMARY KEY (bot, old_chat)
);

-- The conversation with an office that is open.
ALTER TABLE session ADD COLUMN office text;
CREATE INDEX session_office ON session (bot, office) WHERE office IS NOT NULL;
