CREATE TABLE idempotency (
    user_id     BIGINT NOT NULL,
    key         TEXT   NOT NULL,
    fingerprint TEXT   NOT NULL,
    -- 0 while the first request is under way
    status      BIGINT NOT NULL,
    body        TEXT   NOT NULL,
    location    TEXT   NOT NULL,
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL,
    PRIMARY KEY (user_id, key)
);
CREATE INDEX idempotency_by_age ON idempotency (created_at);
