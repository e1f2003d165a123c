-- For whoever wants to know what is kept of them, or wants it gone.
CREATE INDEX chat_message_by_user ON chat_message (user_id);
