-- The sum and the number of what trainees gave (reviews/): the catalogue shows them in every row.
ALTER TABLE course ADD COLUMN rating_sum BIGINT NOT NULL DEFAULT 0;
ALTER TABLE course ADD COLUMN rating_count BIGINT NOT NULL DEFAULT 0;
