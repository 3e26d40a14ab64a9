-- Which replicas run. A replica's number is never given again; its pulse grows while it lives, and
-- who sees it stand still for long enough deletes the row. With it go all its claims.
CREATE TABLE replica (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    pulse bigint NOT NULL DEFAULT 0
);

-- Which replica works on the first row of a chat; nobody else does while that one runs.
ALTER TABLE inbox ADD COLUMN taken_by bigint;
ALTER TABLE outbox ADD COLUMN taken_by bigint;
