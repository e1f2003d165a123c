-- Locked by the administrator: no session is opened, whoever signs in how.
ALTER TABLE users ADD COLUMN locked_at BIGINT;
ALTER TABLE users ADD COLUMN locked_by BIGINT;
ALTER TABLE users ADD COLUMN lock_reason TEXT;
-- Sessions are deleted when they are over; when somebody came last is kept.
ALTER TABLE users ADD COLUMN signed_in_at BIGINT;
UPDATE users SET signed_in_at = (SELECT MAX(s.created_at) FROM session s WHERE s.user_id = users.id);

-- The administrator goes through everybody by name, and searches everybody.
CREATE INDEX users_by_name ON users (name, id);
CREATE INDEX user_term_of_all ON user_term (term, user_id);

-- Who belongs to no company is found by the same terms, under the company 0.
INSERT INTO user_term (user_id, company_id, term)
WITH RECURSIVE part (user_id, company_id, kind, before, term) AS (
    SELECT u.id, CAST(0 AS BIGINT), k.kind, '',
           CASE k.kind WHEN 1 THEN lower(u.name) WHEN 2 THEN u.username ELSE u.email END
    FROM users u CROSS JOIN (SELECT 1 AS kind UNION ALL SELECT 2 UNION ALL SELECT 3) k
    WHERE u.company_id IS NULL
    UNION ALL
    SELECT user_id, company_id, kind, substr(term, 1, 1), substr(term, 2) FROM part WHERE length(term) > 1)
SELECT DISTINCT user_id, company_id, term FROM part
WHERE kind = 1 OR before IN ('', '.', '_', '-', '+', '@');
