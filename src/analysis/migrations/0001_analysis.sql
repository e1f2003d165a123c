-- Roll-ups: everything here can be made again from the other tables (`ahimmoyak analysis rebuild`).
-- What an offering comes to today.
CREATE TABLE analysis_offering (
    course_provide_id BIGINT PRIMARY KEY REFERENCES course_provide (id),
    institution_id BIGINT NOT NULL,
    company_id BIGINT NOT NULL,
    course_id BIGINT NOT NULL,
    state TEXT NOT NULL,
    begin_date TEXT NOT NULL,
    end_date TEXT NOT NULL,
    deposit BIGINT NOT NULL,
    -- The day on which the institution accepted; NULL while it has not, or when it declined.
    contracted_on TEXT,
    -- The month in which the trainees were enrolled, such as '2026-11'.
    enrolled_month TEXT,
    trainee_count BIGINT NOT NULL,
    certified_count BIGINT NOT NULL,
    progress_sum BIGINT NOT NULL,
    present_ms BIGINT NOT NULL,
    held_ms BIGINT NOT NULL,
    exam_sum BIGINT NOT NULL,
    exam_count BIGINT NOT NULL,
    rating_sum BIGINT NOT NULL,
    rating_count BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX analysis_offering_of_institution ON analysis_offering (institution_id, end_date, begin_date);
CREATE INDEX analysis_offering_of_company ON analysis_offering (company_id, course_provide_id);
CREATE INDEX analysis_offering_of_course ON analysis_offering (course_id, course_provide_id);

-- What the offerings of an institution come to in a month or a quarter: only rows of analysis_offering add to it, each
-- what it is and, when it changes, less what it was.
-- axis: ENROLLED (by course, in the month of enrolment), COURSE and COMPANY (running in that month), COURSE_QUARTER and
-- COMPANY_QUARTER (running in that quarter, such as '2026-Q4').
CREATE TABLE analysis_period (
    institution_id BIGINT NOT NULL,
    axis TEXT NOT NULL,
    period TEXT NOT NULL,
    axis_id BIGINT NOT NULL,
    offering_count BIGINT NOT NULL,
    trainee_count BIGINT NOT NULL,
    PRIMARY KEY (institution_id, axis, period, axis_id)
);

-- What one trainee of an offering comes to.
CREATE TABLE analysis_enrollment (
    enrollment_id BIGINT PRIMARY KEY REFERENCES enrollment (id),
    course_provide_id BIGINT NOT NULL,
    progress_percent BIGINT NOT NULL,
    progress_needed BIGINT NOT NULL,
    present_ms BIGINT NOT NULL,
    held_ms BIGINT NOT NULL,
    attendance_percent BIGINT,
    attendance_needed BIGINT,
    -- By the rules of the offering, where they ask for a score.
    score BIGINT,
    score_needed BIGINT,
    exam_sum BIGINT NOT NULL,
    exam_count BIGINT NOT NULL,
    rating BIGINT,
    certified BOOLEAN NOT NULL,
    -- All that the rules ask for is there.
    met BOOLEAN NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX analysis_enrollment_of_offering ON analysis_enrollment (course_provide_id, enrollment_id);
