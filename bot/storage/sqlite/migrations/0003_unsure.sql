-- How often a message was sent without an answer that tells whether it is out.
ALTER TABLE outbox ADD COLUMN unsure INTEGER NOT NULL DEFAULT 0;

-- Written by the health check: only a write proves that one is possible.
CREATE TABLE health (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    at REAL NOT NULL
);
