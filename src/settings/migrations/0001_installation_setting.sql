-- What the administrator has set in the page; one row. NULL: never set, the default holds.
CREATE TABLE installation_setting (
    id                   BIGINT  PRIMARY KEY,
    installation_name    TEXT,
    default_language     TEXT,
    sign_up_open         BOOLEAN,
    training_years       BIGINT,
    -- Of one mail server; all NULL when none was set. The password is sealed.
    smtp_host            TEXT,
    smtp_port            BIGINT,
    smtp_security        TEXT,
    smtp_user            TEXT,
    smtp_password_sealed TEXT,
    smtp_from            TEXT,
    -- The minute of the day in the installation's zone; NULL: no daily backup.
    backup_minute        BIGINT,
    backup_keep          BIGINT,
    -- Since when that hour holds: no backup is missed from before.
    backup_since         BIGINT,
    -- Grows with every change, for If-Match.
    version              BIGINT  NOT NULL,
    updated_at           BIGINT  NOT NULL
);
INSERT INTO installation_setting (id, version, updated_at) VALUES (1, 1, 0);
