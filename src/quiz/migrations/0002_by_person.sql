-- For whoever wants to know what is kept of them.
CREATE INDEX live_quiz_answer_by_user ON live_quiz_answer (user_id);
