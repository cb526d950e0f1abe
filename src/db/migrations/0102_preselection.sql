-- What the service answers to an intention: saved as often as it likes until it is told, then a decision like another, with its letter and whoever signed it. An intention
-- that was refused and is taken back has a second line, which replaces the first and is told at once.
create table preselection (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  appel_id uuid not null references appel,
  dossier_id uuid not null references dossier,
  remplace_id uuid references preselection,
  reponse text not null check (reponse in ('oui', 'discuter', 'non')),
  -- what is to be made precise, or why it is refused
  motif text not null default '' check (length(motif) <= 1000),
  decidee_par uuid not null references compte,
  decidee_le timestamptz not null,
  annoncee_par uuid references compte,
  annoncee_le timestamptz,
  -- the day of the sitting that decided, when it was not the service
  seance_le date,
  lettre jsonb,
  signataire_id uuid references signataire,
  delegation_id uuid references delegation,
  check ((annoncee_le is null) = (annoncee_par is null)),
  check ((annoncee_le is null) = (lettre is null)),
  check (annoncee_le is null or reponse <> 'discuter'),
  check (annoncee_le is null or reponse = 'oui' or motif <> ''),
  check (delegation_id is null or signataire_id is not null)
);
create unique index preselection_premiere on preselection (dossier_id) where remplace_id is null;
create unique index preselection_remplacee on preselection (remplace_id) where remplace_id is not null;
create index on preselection (dossier_id);
create index on preselection (appel_id);
create index on preselection (decidee_par);
create index on preselection (annoncee_par) where annoncee_par is not null;
create index on preselection (signataire_id) where signataire_id is not null;
create index on preselection (delegation_id) where delegation_id is not null;

-- What was told never changes: another line replaces it.
create function preselection_annoncee() returns trigger language plpgsql as $$
begin
  raise exception 'une réponse annoncée ne change plus' using errcode = 'restrict_violation';
end $$;
create trigger annoncee before update on preselection for each row when (old.annoncee_le is not null) execute function preselection_annoncee();

alter table preselection enable row level security;
alter table preselection force row level security;
create policy guichet on preselection using (guichet_id = (select guichet_courant()));
grant select, insert on preselection to guichet_app;
grant update (reponse, motif, decidee_par, decidee_le, annoncee_par, annoncee_le, seance_le, lettre, signataire_id, delegation_id) on preselection to guichet_app;
