-- Accounts elsewhere that are one with an account here: who a provider vouches for. A provider's name
-- is part of it, so another provider never takes over an old one's name.
CREATE TABLE external_identity (
    provider   TEXT   NOT NULL,
    subject    TEXT   NOT NULL,
    user_id    BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    email      TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (provider, subject)
);
CREATE UNIQUE INDEX external_identity_of_user ON external_identity (user_id, provider);

-- People on their way to a provider and back.
CREATE TABLE external_journey (
    state_hash   TEXT   PRIMARY KEY,
    browser_hash TEXT   NOT NULL,
    provider     TEXT   NOT NULL,
    what_for     TEXT   NOT NULL,
    nonce        TEXT   NOT NULL,
    verifier     TEXT   NOT NULL,
    next         TEXT   NOT NULL,
    user_id      BIGINT REFERENCES users (id) ON DELETE CASCADE,
    session_id   BIGINT,
    expires_at   BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL
);
CREATE INDEX external_journey_expiring ON external_journey (expires_at);
CREATE INDEX external_journey_of_user ON external_journey (user_id);

-- People who came back and have no account here yet.
CREATE TABLE external_arrival (
    browser_hash   TEXT    PRIMARY KEY,
    provider       TEXT    NOT NULL,
    subject        TEXT    NOT NULL,
    email          TEXT    NOT NULL,
    email_verified BOOLEAN NOT NULL,
    name           TEXT    NOT NULL,
    next           TEXT    NOT NULL,
    expires_at     BIGINT  NOT NULL,
    created_at     BIGINT  NOT NULL,
    updated_at     BIGINT  NOT NULL
);
CREATE INDEX external_arrival_expiring ON external_arrival (expires_at);
