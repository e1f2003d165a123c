ALTER TABLE live_streaming ADD COLUMN record BOOLEAN NOT NULL DEFAULT TRUE;

-- The recording of a lecture, once it is over: two objects of the store, the media and the index of their segments.
CREATE TABLE live_recording (
    live_id BIGINT PRIMARY KEY REFERENCES live_streaming (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    media_key TEXT NOT NULL,
    index_key TEXT NOT NULL,
    size BIGINT NOT NULL,
    duration_ms BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- Where somebody left a recording.
CREATE TABLE live_recording_place (
    live_id BIGINT NOT NULL REFERENCES live_streaming (id) ON DELETE CASCADE,
    user_id BIGINT NOT NULL,
    position_ms BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (live_id, user_id)
);
CREATE INDEX live_recording_place_by_user ON live_recording_place (user_id);

-- Minutes since the first picture in which the trainee was present: a row of bits in hexadecimal digits, the first bit
-- of the first digit being the first minute.
ALTER TABLE live_presence ADD COLUMN minutes TEXT NOT NULL DEFAULT '';
