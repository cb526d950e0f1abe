-- The screen that the room looks at, opened at a secret address without an account (its digest alone is kept), and what whoever presides is about to propose, in cents.
alter table seance
  add column ecran_empreinte text unique check (ecran_empreinte ~ '^[0-9a-f]{64}$'),
  add column propose_dossier uuid,
  add column propose_sens text,
  add column propose_montant bigint check (propose_montant >= 0),
  add check ((propose_dossier is null) = (propose_sens is null) and (propose_sens is null) = (propose_montant is null));
