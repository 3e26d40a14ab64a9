-- The person's first message to the office: what they wrote before it is not for the staff.
ALTER TABLE office_talk ADD COLUMN first_message bigint;
