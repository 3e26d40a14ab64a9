-- Which transactions deleted what somebody asked to be forgotten, and when, until it is vacuumed
-- away; nothing of whom.
CREATE TABLE clearing (
    deleted_by xid8 PRIMARY KEY DEFAULT pg_current_xact_id(),
    since double precision NOT NULL
);
