-- Bodies of a call in order. A séance is of the comité, as before, or of a body that gives an opinion: its code in the version of the call that the séance applies.
alter table seance add column instance text check (instance <> '');
-- In which bodies of the call a member of the comité sits: all of them when empty.
alter table perimetre add column instances text[] not null default '{}';

-- What a body says of a dossier in a séance, votes counted against those who were there and had a voice. Written again while the séance is open, and no longer after.
create table avis_instance (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  seance_id uuid not null references seance,
  dossier_id uuid not null references dossier,
  depot_id uuid not null references depot,
  revision integer not null default 1,
  sens text not null check (sens in ('favorable', 'reserve', 'defavorable', 'reporte')),
  pour integer not null check (pour >= 0),
  contre integer not null check (contre >= 0),
  abstention integer not null check (abstention >= 0),
  -- there, with a voice, and took no part in the vote
  sans_vote integer not null check (sans_vote >= 0),
  votants uuid[] not null,
  -- cents: what was proposed when the body said so
  montant bigint not null check (montant >= 0),
  raison text not null default '' check (length(raison) <= 4000),
  rendu_par uuid not null references compte,
  rendu_le timestamptz not null,
  unique (seance_id, dossier_id),
  check (sens = 'reporte' or pour + contre + abstention + sans_vote = cardinality(votants)),
  check (sens = 'favorable' or raison <> '')
);
create index on avis_instance (guichet_id);
create index on avis_instance (dossier_id);
create index on avis_instance (depot_id);
create index on avis_instance (rendu_par);
alter table avis_instance enable row level security;
alter table avis_instance force row level security;
create policy guichet on avis_instance using (guichet_id = (select guichet_courant()));
grant select, insert, update (depot_id, revision, sens, pour, contre, abstention, sans_vote, votants, montant, raison, rendu_par, rendu_le) on avis_instance to guichet_app;

-- A closed séance says nothing more, and a member in conflict has no voice, whoever writes.
create function avis_en_seance() returns trigger language plpgsql as $$
begin
  if not exists (select from seance s where s.id = new.seance_id and s.guichet_id = new.guichet_id and s.etat = 'ouverte' and s.instance is not null) then
    raise exception 'un avis se rend dans une séance ouverte de son instance' using errcode = 'restrict_violation';
  end if;
  if exists (select from conflit c where c.seance_id = new.seance_id and c.dossier_id = new.dossier_id and c.declare = 'conflit' and c.membre_id = any (new.votants)) then
    raise exception 'un membre déporté ne vote pas' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger en_seance before insert or update on avis_instance for each row execute function avis_en_seance();

-- Why a decision does not follow the opinion of a body: the authority then signs it itself.
alter table decision add column hors_avis text not null default '' check (length(hors_avis) <= 4000);
