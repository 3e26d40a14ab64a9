-- Whose number the person's session and their messages stand under, where that is not the bot's
-- own: a visitor of the web chat.
ALTER TABLE office_talk ADD COLUMN home INTEGER;
-- The topic of the staff chat that has the conversation, where there is one.
ALTER TABLE office_talk ADD COLUMN topic INTEGER;
CREATE INDEX office_talk_of_person ON office_talk (person);
