-- Of live lectures. NULL: never set, the default holds.
ALTER TABLE installation_setting ADD COLUMN live_renditions BOOLEAN;
-- Days that recordings are kept; 0: for good.
ALTER TABLE installation_setting ADD COLUMN recording_days BIGINT;
-- Since when that holds: who would lose a recording by it is told first.
ALTER TABLE installation_setting ADD COLUMN recording_days_since BIGINT;
