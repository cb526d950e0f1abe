-- The dossier that the room is on, as whoever presides leads it, and since when; none, or one that is on the agenda no more: the first that is not decided.
alter table seance
  add column en_debat uuid,
  add column en_debat_le timestamptz,
  add check ((en_debat is null) = (en_debat_le is null));
