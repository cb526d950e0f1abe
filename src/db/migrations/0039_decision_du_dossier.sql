-- hors transaction
-- Decisions of a dossier, the first and those that replaced it: the one index by dossier holds the first alone.
create index concurrently if not exists decision_du_dossier on decision (dossier_id);
