-- Since when it is to be made sure that forgotten rows are in no file any more; nothing of whom.
CREATE TABLE clearing (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    since REAL NOT NULL
);
