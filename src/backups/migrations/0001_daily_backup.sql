-- The daily backups of the last month, by the moment that each was due: who makes one has it until then.
CREATE TABLE daily_backup (
    due_at      BIGINT PRIMARY KEY,
    taken_until BIGINT NOT NULL,
    attempts    BIGINT NOT NULL,
    done_at     BIGINT
);
