-- one share of a call closed before its end: an envelope, by its code, while the others stay open; a program that does not know of it reads the call as open
create table fermeture_part (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  appel_id uuid not null references appel,
  enveloppe text not null check (enveloppe <> ''),
  ferme_le timestamptz not null,
  motif text not null check (motif <> ''),
  publiee_le timestamptz not null,
  publiee_par uuid not null references compte,
  rouverte_le timestamptz,
  rouverte_par uuid references compte,
  rouverte_motif text check (rouverte_motif <> ''),
  check (ferme_le > publiee_le),
  check (rouverte_le >= publiee_le and rouverte_le <= ferme_le),
  check ((rouverte_le is null) = (rouverte_motif is null))
);
create unique index fermeture_part_en_vigueur on fermeture_part (appel_id, enveloppe) where rouverte_le is null;
create index on fermeture_part (appel_id);
create index on fermeture_part (publiee_par);
create index on fermeture_part (rouverte_par) where rouverte_par is not null;
alter table fermeture_part enable row level security;
alter table fermeture_part force row level security;
create policy guichet on fermeture_part using (guichet_id = (select guichet_courant()));
grant select, insert on fermeture_part to guichet_app;
grant update (rouverte_le, rouverte_par, rouverte_motif) on fermeture_part to guichet_app;
create trigger rouverte before update on fermeture_part for each row execute function fermeture_rouverte();
