-- Entries that staff made of their answers; they are live once a second person approved them.
CREATE TABLE entry_draft (
    bot INTEGER NOT NULL,
    code TEXT NOT NULL,
    chat INTEGER NOT NULL,
    institution TEXT NOT NULL,
    content TEXT NOT NULL,
    made_by INTEGER NOT NULL,
    made REAL NOT NULL,
    approved_by INTEGER,
    decided REAL,
    PRIMARY KEY (bot, code)
) WITHOUT ROWID;
