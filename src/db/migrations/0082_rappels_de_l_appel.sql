-- The days of the reminders before a closing are data of the call (`calendrier.rappels`): a check says how a day is written, no longer which. The version before
-- writes and reads the same words, so each reminder is sent once while both run.
alter table rappel drop constraint rappel_code_check,
  add constraint rappel_code_check check (code ~ '^(dernier_jour|j_[1-9][0-9]?)$');
