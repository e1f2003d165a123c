-- The people of a company by name.
CREATE INDEX users_of_company ON users (company_id, name, id);

-- What the people of a company are found by (search_terms): a search is a stretch of this index.
CREATE TABLE user_term (
    user_id    BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    company_id BIGINT NOT NULL,
    term       TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (user_id, term)
);
CREATE INDEX user_term_of_company ON user_term (company_id, term, user_id);

INSERT INTO user_term (user_id, company_id, term)
WITH RECURSIVE part (user_id, company_id, kind, before, term) AS (
    SELECT u.id, u.company_id, k.kind, '',
           CASE k.kind WHEN 1 THEN lower(u.name) WHEN 2 THEN u.username ELSE u.email END
    FROM users u CROSS JOIN (SELECT 1 AS kind UNION ALL SELECT 2 UNION ALL SELECT 3) k
    WHERE u.company_id IS NOT NULL
    UNION ALL
    SELECT user_id, company_id, kind, substr(term, 1, 1), substr(term, 2) FROM part WHERE length(term) > 1)
SELECT DISTINCT user_id, company_id, term FROM part
WHERE kind = 1 OR before IN ('', '.', '_', '-', '+', '@');
