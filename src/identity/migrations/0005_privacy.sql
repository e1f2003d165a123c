-- Who agreed to which version of which document. What was agreed before versions were kept was the first.
CREATE TABLE consent (
    user_id    BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    document   TEXT   NOT NULL,
    version    TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, document, version)
);
INSERT INTO consent (user_id, document, version, created_at, updated_at)
SELECT u.id, d.document, '2026-11-23', u.agreed_at, u.agreed_at
FROM users u CROSS JOIN (SELECT 'TERMS' AS document UNION ALL SELECT 'PRIVACY') d
WHERE u.agreed_at IS NOT NULL;

-- An account that is gone keeps its row, because records name it. Its name stays until then where training records
-- must be kept; everything else of the person is erased at once.
ALTER TABLE users ADD COLUMN deleted_at BIGINT;
ALTER TABLE users ADD COLUMN name_kept_until BIGINT;
CREATE INDEX users_with_kept_name ON users (name_kept_until);
