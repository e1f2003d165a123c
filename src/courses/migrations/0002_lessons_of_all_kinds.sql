-- What was removed can be brought back for a day, and stays for as long as it belongs to somebody's training:
-- held, it is in the curriculum of an offering; begun, somebody has opened it, so that a change of it makes a
-- new lesson, which replaces it for those who come later.
ALTER TABLE curriculum ADD COLUMN removed_at BIGINT;
ALTER TABLE contents ADD COLUMN removed_at BIGINT;
ALTER TABLE contents ADD COLUMN held BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE contents ADD COLUMN begun BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE contents ADD COLUMN replaces BIGINT;
CREATE INDEX contents_removed ON contents (removed_at) WHERE removed_at IS NOT NULL;

-- What a lesson says that has no file: a text (rich_text.hpp), a link, a word about what is to come.
CREATE TABLE contents_body (
    content_id BIGINT PRIMARY KEY REFERENCES contents (id) ON DELETE CASCADE,
    document TEXT,
    url TEXT NOT NULL,
    description TEXT NOT NULL,
    filled BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- introduction is the same without its form; image is the picture's address.
ALTER TABLE course ADD COLUMN introduction_document TEXT;
ALTER TABLE course ADD COLUMN image TEXT;

-- Small, and copied with its course: here, and not in the object store.
CREATE TABLE course_picture (
    course_id BIGINT PRIMARY KEY REFERENCES course (id) ON DELETE CASCADE,
    access_key TEXT NOT NULL,
    mime_type TEXT NOT NULL,
    bytes BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
