-- The language that the person reads: ko, en, or NULL for that of the installation.
ALTER TABLE users ADD COLUMN language TEXT;
