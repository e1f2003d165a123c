-- By what a question asks and what is right: an import that is repeated finds what is there. None: not known.
ALTER TABLE question ADD COLUMN fingerprint TEXT;
CREATE INDEX question_of_fingerprint ON question (institution_id, fingerprint);
