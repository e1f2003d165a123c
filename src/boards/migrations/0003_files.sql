-- What is attached to a post or, where that is said, to one of its comments. The bytes are in the object store, and the
-- room they take is counted by contents' upload.
CREATE TABLE course_board_file (
    object_key TEXT PRIMARY KEY,
    board_id BIGINT NOT NULL REFERENCES course_board (id) ON DELETE CASCADE,
    comment_id BIGINT REFERENCES course_comment (id) ON DELETE CASCADE,
    user_id BIGINT NOT NULL,
    idx BIGINT NOT NULL,
    origin_name TEXT NOT NULL,
    mime_type TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX course_board_file_of_board ON course_board_file (board_id, comment_id, idx);

-- Of the post itself, so that a list shows it without looking.
ALTER TABLE course_board ADD COLUMN file_count BIGINT NOT NULL DEFAULT 0;
