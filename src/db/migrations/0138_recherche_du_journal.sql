-- hors transaction
-- The journal searched by act, by date, and what the guichet does by itself; by dossier and by person, 0001 and 0026 have their index.
create index concurrently if not exists evenement_action on evenement (guichet_id, action, rang);
create index concurrently if not exists evenement_instant on evenement (guichet_id, instant, rang);
create index concurrently if not exists evenement_sans_acteur on evenement (guichet_id, rang) where acteur_id is null;
