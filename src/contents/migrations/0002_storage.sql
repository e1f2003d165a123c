-- How much the files of an institution may take; without a row, as much as there is room.
CREATE TABLE institution_storage (
    institution_id BIGINT PRIMARY KEY,
    limit_bytes BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- What they take is asked for with every upload.
CREATE INDEX upload_by_institution ON upload (institution_id, state, size_bytes);
