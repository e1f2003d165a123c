-- What a board shows, in its order: a page is read along this, and counted in it alone.
CREATE INDEX course_board_shown ON course_board (course_provide_id, type, pinned, id)
WHERE deleted_at IS NULL OR comment_count > 0;
