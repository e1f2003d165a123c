-- What the HTML part of a mail is made from, JSON; NULL: the mail is its text only.
ALTER TABLE mail ADD COLUMN letter TEXT;
