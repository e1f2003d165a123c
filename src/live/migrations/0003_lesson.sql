-- The lesson of the course that a lecture is held for, if it is held for one.
ALTER TABLE live_streaming ADD COLUMN content_id BIGINT;
