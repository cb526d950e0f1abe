-- Who has the room of an open séance before them: the dossier that they read when it is not the room's, whether what they are typing keeps their screen from following, and until when this is
-- believed. No act: the journal does not speak of it, and the end of the séance takes it away.
create table presence_salle (
  seance_id uuid not null references seance,
  compte_id uuid not null references compte,
  guichet_id uuid not null references guichet,
  dossier_id uuid,
  retenu boolean not null default false,
  vu_le timestamptz not null,
  jusqu_a timestamptz not null check (jusqu_a >= vu_le),
  primary key (seance_id, compte_id)
);
create index on presence_salle (compte_id);
create index on presence_salle (guichet_id);
alter table presence_salle enable row level security;
alter table presence_salle force row level security;
create policy guichet on presence_salle using (guichet_id = (select guichet_courant()));
grant select, insert, update, delete on presence_salle to guichet_app;

-- Everybody is asked to come back to the dossier of the room; when the screen of the room was last heard of; who presided before the presidency was handed over or taken, and has it back by one press.
alter table seance
  add column rappel_le timestamptz,
  add column ecran_vu_le timestamptz,
  add column ecran_jusqu_a timestamptz,
  add column titulaire_id uuid,
  add constraint seance_titulaire foreign key (id, titulaire_id) references seance_membre (seance_id, id);
-- May take the presidency when the connection of whoever presides is lost.
alter table seance_membre add column supplee boolean not null default false;
