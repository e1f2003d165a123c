-- What of a day was spent in live lectures: on the same budget as lessons.
ALTER TABLE learning_day ADD COLUMN live_ms BIGINT NOT NULL DEFAULT 0;
