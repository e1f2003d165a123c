-- What a recording shows before it is played: a poster, and a sheet of small pictures of moments of it.
CREATE TABLE live_recording_pictures (
    live_id BIGINT PRIMARY KEY REFERENCES live_streaming (id) ON DELETE CASCADE,
    poster_key TEXT NOT NULL,
    sheet_key TEXT NOT NULL,
    moments_ms TEXT NOT NULL,
    columns BIGINT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
