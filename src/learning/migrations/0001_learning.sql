-- Where a trainee is in a lesson. Without a cascade from contents: a lesson somebody has begun cannot
-- be removed from under them.
CREATE TABLE contents_history (
    enrollment_id BIGINT NOT NULL REFERENCES enrollment (id),
    content_id BIGINT NOT NULL REFERENCES contents (id),
    state TEXT NOT NULL,
    progress BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (enrollment_id, content_id)
);
CREATE INDEX contents_history_of_content ON contents_history (content_id);
