-- Who a program of the institution says the sender is; then user_id is 0, which is nobody.
ALTER TABLE chat_message ADD COLUMN outside_id TEXT;
