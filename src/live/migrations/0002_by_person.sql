-- For whoever wants to know what is kept of them.
CREATE INDEX live_presence_by_user ON live_presence (user_id);
CREATE INDEX attend_history_by_user ON attend_history (user_id);
