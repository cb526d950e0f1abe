-- A call and its versions. A published version never changes: a dossier is pinned to the one it was filed under.
create table appel (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  slug text not null,
  derniere_version integer not null default 0,
  dernier_dossier integer not null default 0,
  cree_le timestamptz not null,
  unique (guichet_id, slug)
);
create table appel_version (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  appel_id uuid not null references appel,
  numero integer not null check (numero >= 1),
  source text not null,
  sha256 text not null,
  titre text not null,
  creee_le timestamptz not null,
  creee_par uuid references compte,
  publiee_le timestamptz,
  publiee_par uuid references compte,
  unique (appel_id, numero),
  unique (appel_id, sha256)
);
create index on appel_version (guichet_id, publiee_le);
create function version_publiee_immuable() returns trigger language plpgsql as $$
begin
  if old.publiee_le is not null then raise exception 'une version publiée ne change plus' using errcode = 'restrict_violation'; end if;
  return coalesce(new, old);
end $$;
create trigger immuable before update or delete on appel_version for each row execute function version_publiee_immuable();

create table dossier (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  appel_id uuid not null references appel,
  appel_version_id uuid not null references appel_version,
  structure_id uuid not null references structure,
  numero text not null,
  etat text not null check (etat in ('brouillon', 'depose', 'abandonne')),
  revision integer not null default 0,
  titre text not null default '',
  volet text,
  departement text,
  reponses jsonb not null default '{}',
  cout_global bigint check (cout_global >= 0),
  aide_demandee bigint check (aide_demandee >= 0),
  cree_par uuid references compte,
  cree_le timestamptz not null,
  modifie_par uuid references compte,
  modifie_le timestamptz not null,
  depose_le timestamptz,
  unique (guichet_id, numero),
  check ((etat = 'depose') = (depose_le is not null))
);
create index on dossier (guichet_id, structure_id, modifie_le desc);
create index dossier_boite on dossier (guichet_id, depose_le desc, id desc) where etat = 'depose';
create index on dossier (appel_id);

-- A file attached to a dossier. Its bytes are in the storage under `cle`; a withdrawn one keeps its row.
create table piece (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  dossier_id uuid not null references dossier,
  code text not null,
  nom text not null,
  type text not null,
  taille bigint not null check (taille > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  cle text not null unique,
  deposee_le timestamptz not null,
  deposee_par uuid references compte,
  retiree_le timestamptz
);
create index on piece (dossier_id);

-- What was filed, word for word: the canonical JSON text whose SHA-256 stands on the receipt. One per version of the dossier.
create table depot (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  dossier_id uuid not null references dossier,
  version integer not null check (version >= 1),
  recu_le timestamptz not null,
  depose_par uuid references compte,
  contenu text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  unique (dossier_id, version)
);
create index on depot (guichet_id, sha256);
create trigger inalterable before update or delete or truncate on depot for each statement execute function refuser_modification();

-- The verdicts as they stood at filing, automatic ones; a human verdict is a row of its own and both stay visible.
create table verdict (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  depot_id uuid not null references depot,
  rang integer not null,
  regle text not null,
  titre text not null,
  resultat text not null check (resultat in ('non_respectee', 'a_completer', 'autre_appel', 'attention', 'a_verifier', 'respectee', 'sans_objet')),
  explication text not null,
  clauses text[] not null,
  entrees jsonb not null,
  unique (depot_id, regle)
);
