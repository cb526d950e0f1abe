-- A séance is suspended: since when, and at what hour it is said to go on, when one is said.
alter table seance
  add column suspendue_le timestamptz,
  add column reprise_a timestamptz,
  add constraint seance_reprise check (reprise_a is null or (suspendue_le is not null and reprise_a > suspendue_le));
-- The procès-verbal says when it was and when it went on: these are no member's.
alter table seance_mouvement
  alter column membre_id drop not null,
  drop constraint seance_mouvement_quoi_check,
  add constraint seance_mouvement_quoi_check check (quoi in ('arrive', 'part', 'preside', 'suspend', 'reprend')),
  add constraint seance_mouvement_de_qui check ((membre_id is null) = (quoi in ('suspend', 'reprend')));
