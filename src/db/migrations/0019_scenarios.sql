-- A calculation is done in the background: it waits its turn in `file`, says where it is in `avancement`, and gives a sign of life in `vu_le` (the
-- machine's time). One that has given none for long was cut with its process. Each start is a new `essai`: a start that was stopped writes nothing.
create sequence scenario_file;
grant usage on sequence scenario_file to guichet_app;
alter table scenario
  drop constraint scenario_calcul_check,
  add constraint scenario_calcul_check check (calcul in ('aucun', 'demande', 'en_cours', 'fini', 'annule', 'coupe', 'echoue')),
  add column file bigint,
  add column vu_le timestamptz,
  add column essai integer not null default 0,
  -- how many draws, how far a step moves a score, the seed: with `probleme`, all that the result depends on
  add column tirages jsonb,
  add constraint scenario_en_file check (calcul <> 'demande' or file is not null),
  add constraint scenario_vivant check (calcul <> 'en_cours' or vu_le is not null);
create index scenario_a_calculer on scenario (file) where calcul in ('demande', 'en_cours');
