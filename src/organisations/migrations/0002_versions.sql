-- Grows with every change, for If-Match: two people who edit at once do not overwrite each other.
ALTER TABLE institution ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE company ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
