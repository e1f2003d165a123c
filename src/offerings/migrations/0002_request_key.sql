-- What was asked for, as a digest, while the request waits for its answer: the same request sent twice is one.
ALTER TABLE course_provide ADD COLUMN request_key TEXT;
CREATE UNIQUE INDEX course_provide_request_key ON course_provide (request_key);
