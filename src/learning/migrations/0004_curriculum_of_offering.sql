-- The lessons of an offering, as its course had them when the trainees were registered.
CREATE TABLE offering_lesson (
    course_provide_id BIGINT NOT NULL REFERENCES course_provide (id),
    content_id BIGINT NOT NULL REFERENCES contents (id),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (course_provide_id, content_id)
);
CREATE INDEX offering_lesson_of_content ON offering_lesson (content_id);

-- Offerings that run already are taught what their courses are now.
INSERT INTO offering_lesson (course_provide_id, content_id, created_at, updated_at)
SELECT o.course_provide_id, l.id, o.created_at, o.created_at
FROM offering_rules o JOIN course_provide p ON p.id = o.course_provide_id JOIN contents l ON l.course_id = p.course_id;
UPDATE contents SET held = TRUE WHERE id IN (SELECT content_id FROM offering_lesson);
UPDATE contents SET held = TRUE, begun = TRUE WHERE id IN (SELECT content_id FROM contents_history);
