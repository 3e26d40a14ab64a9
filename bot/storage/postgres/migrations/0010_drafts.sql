-- Entries that staff made of their answers; they are live once a second person approved them.
CREATE TABLE entry_draft (
    bot bigint NOT NULL,
    code text NOT NULL,
    chat bigint NOT NULL,
    institution text NOT NULL,
    content text NOT NULL,
    made_by bigint NOT NULL,
    made double precision NOT NULL,
    approved_by bigint,
    decided double precision,
    PRIMARY KEY (bot, code)
);
