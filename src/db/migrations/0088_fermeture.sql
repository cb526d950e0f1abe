-- A call closed before its end, by an act: why, from when, and whether it was opened again before. One at a time.
create table fermeture (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  appel_id uuid not null references appel,
  ferme_le timestamptz not null,
  motif text not null check (motif <> ''),
  publiee_le timestamptz not null,
  publiee_par uuid references compte,
  rouverte_le timestamptz,
  rouverte_par uuid references compte,
  rouverte_motif text check (rouverte_motif <> ''),
  check (ferme_le > publiee_le),
  check (rouverte_le >= publiee_le and rouverte_le <= ferme_le),
  check ((rouverte_le is null) = (rouverte_motif is null))
);
create unique index fermeture_en_vigueur on fermeture (appel_id) where rouverte_le is null;
create index on fermeture (appel_id);
create index on fermeture (publiee_par) where publiee_par is not null;
create index on fermeture (rouverte_par) where rouverte_par is not null;
alter table fermeture enable row level security;
alter table fermeture force row level security;
create policy guichet on fermeture using (guichet_id = (select guichet_courant()));
grant select, insert on fermeture to guichet_app;
grant update (rouverte_le, rouverte_par, rouverte_motif) on fermeture to guichet_app;
create function fermeture_rouverte() returns trigger language plpgsql as $$
begin
  if old.rouverte_le is not null then raise exception 'une fermeture rouverte ne change plus' using errcode = 'restrict_violation'; end if;
  return new;
end $$;
create trigger rouverte before update on fermeture for each row execute function fermeture_rouverte();
