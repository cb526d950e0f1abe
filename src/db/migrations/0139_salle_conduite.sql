-- The dossier that the room is on, as whoever presides leads it, and since when; none: the first that is not decided.
alter table seance
  add column en_debat uuid,
  add column en_debat_le timestamptz,
  add check ((en_debat is null) = (en_debat_le is null)),
  add constraint seance_en_debat_inscrit foreign key (id, en_debat) references seance_dossier (seance_id, dossier_id);
create index on seance (en_debat) where en_debat is not null;
