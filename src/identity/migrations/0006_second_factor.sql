-- The second factor of an account (RFC 6238).
CREATE TABLE second_factor (
    user_id      BIGINT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    -- Sealed under a key of the data folder: who reads the database cannot make codes.
    secret       TEXT   NOT NULL,
    -- NULL: being set up, no code of it came back yet.
    confirmed_at BIGINT,
    -- The last time step whose code was taken; none of it or before is taken again.
    taken_step   BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL
);

-- What stands in for a lost authenticator, each once: its row goes when it is used.
CREATE TABLE recovery_code (
    user_id    BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    code_hash  TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, code_hash)
);

-- A sign-in that has proved the password and waits for the second factor.
CREATE TABLE signin_ticket (
    hash       TEXT   PRIMARY KEY,
    user_id    BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    attempts   BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX signin_ticket_of_user ON signin_ticket (user_id);
CREATE INDEX signin_ticket_expiring ON signin_ticket (expires_at);
