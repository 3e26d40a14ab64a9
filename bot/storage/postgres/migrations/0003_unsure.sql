-- How often a message was sent without an answer that tells whether it is out.
ALTER TABLE outbox ADD COLUMN unsure integer NOT NULL DEFAULT 0;

-- Written by the health check: only a write proves that one is possible.
CREATE TABLE health (
    id integer PRIMARY KEY CHECK (id = 1),
    at double precision NOT NULL
);
