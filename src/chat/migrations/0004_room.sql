-- What the staff set of a lecture's room, and what it picked out of what was said there.
CREATE TABLE chat_room (
    channel_id BIGINT PRIMARY KEY,
    slow_mode_seconds BIGINT NOT NULL,
    pinned_id TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- Messages that are questions to be answered.
CREATE TABLE chat_mark (
    channel_id BIGINT NOT NULL,
    message_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (channel_id, message_id)
);

-- The words an institution does not want in its rooms, as one list with a version.
CREATE TABLE chat_words (
    institution_id BIGINT PRIMARY KEY,
    words TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
