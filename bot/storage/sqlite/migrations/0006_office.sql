-- Conversations with an office. Of a person who is forgotten only the code stays, until the staff
-- are told to delete what they have.
CREATE TABLE office_talk (
    bot INTEGER NOT NULL,
    code TEXT NOT NULL,
    chat INTEGER,
    person INTEGER,
    institution TEXT NOT NULL,
    name TEXT NOT NULL,
    staff_chat INTEGER NOT NULL,
    staff_locale TEXT NOT NULL,
    locale TEXT NOT NULL,
    question TEXT NOT NULL,
    is_open INTEGER NOT NULL,
    owner INTEGER,
    opened REAL NOT NULL,
    touched REAL NOT NULL,
    notice TEXT,
    PRIMARY KEY (bot, code)
) WITHOUT ROWID;

CREATE INDEX office_talk_person ON office_talk (bot, person);
CREATE INDEX office_talk_chat ON office_talk (bot, chat);
CREATE INDEX office_talk_staff ON office_talk (bot, staff_chat);

-- Where the messages of a conversation stand in the chat of the other side.
CREATE TABLE office_copy (
    bot INTEGER NOT NULL,
    chat INTEGER NOT NULL,
    message INTEGER NOT NULL,
    code TEXT NOT NULL,
    origin INTEGER,
    PRIMARY KEY (bot, chat, message)
) WITHOUT ROWID;

CREATE INDEX office_copy_code ON office_copy (bot, code);

-- Staff chats that became supergroups: the settings name the old number.
CREATE TABLE moved_chat (
    bot INTEGER NOT NULL,
    old_chat INTEGER NOT NULL,
    new_chat INTEGER NOT NULL,
    PRIMARY KEY (bot, old_chat)
) WITHOUT ROWID;

-- The conversation with an office that is open.
ALTER TABLE session ADD COLUMN office TEXT;
CREATE INDEX session_office ON session (bot, office) WHERE office IS NOT NULL;
