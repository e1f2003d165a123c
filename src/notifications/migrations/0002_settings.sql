-- What somebody wants to be told, and how. No row: in the page and by mail.
CREATE TABLE notification_setting (
    user_id    BIGINT  NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    topic      TEXT    NOT NULL,
    in_page    BOOLEAN NOT NULL,
    by_mail    BOOLEAN NOT NULL,
    created_at BIGINT  NOT NULL,
    updated_at BIGINT  NOT NULL,
    PRIMARY KEY (user_id, topic)
);

-- What the links to unsubscribe are signed with: one row. It is kept here so that every process has the same,
-- and so that the links of old mails outlive a restored backup.
CREATE TABLE unsubscribe_key (
    id         BIGINT PRIMARY KEY,
    secret     TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- Those not read yet, counted and paged.
DROP INDEX notification_unread;
CREATE INDEX notification_unread ON notification (user_id, id) WHERE read_at IS NULL;
