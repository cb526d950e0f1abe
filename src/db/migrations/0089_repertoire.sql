-- Structures of any kind: legal kinds that calls may name, and the national directory (INSEE's répertoire Sirene) in which an association or a firm is found.
alter table structure drop constraint structure_type_check, add constraint structure_type_check check (type in ('commune', 'epci', 'collectivite_corse', 'departement',
  'region', 'syndicat', 'pole_territorial', 'groupement', 'etablissement_public', 'personne_morale_financee', 'association', 'entreprise', 'etat', 'autre'));
-- What the directory says of a structure that somebody chose: its short name, its number of association, its legal category, where its seat is.
alter table structure add column sigle text, add column rna text, add column categorie_juridique text, add column commune text;
create index on structure (rna) where rna is not null;

-- Public and national, the same for all guichets: legal persons alone, written by a command of the deployer, read by the program. A row of `structure` is made from
-- one when somebody speaks for it.
create table repertoire (
  siren text primary key check (siren ~ '^[0-9]{9}$'),
  nom text not null,
  sigle text,
  categorie_juridique text not null check (categorie_juridique ~ '^[3-9][0-9]{3}$'),
  rna text,
  departement text,
  code_commune text,
  code_postal text,
  commune text,
  siret_siege text check (left(siret_siege, 9) = siren),
  effectifs text,
  etat text not null check (etat in ('active', 'fermee')),
  fermee_le date
);
create index on repertoire (rna) where rna is not null;
-- Its words, and where it is as one of them. Not stored: they are in the index alone.
create function mots_du_repertoire(nom text, sigle text, departement text) returns tsvector language sql immutable parallel safe
  return to_tsvector('simple'::regconfig, forme_structure(nom || ' ' || coalesce(sigle, '')) || coalesce(' 0d' || lower(departement), ''));
create index repertoire_mots on repertoire using gin (mots_du_repertoire(nom, sigle, departement));

-- How far each file of the directory was read: known by its size and what its beginning and its end are, so that a reading cut short goes on.
create table repertoire_lecture (
  empreinte text primary key,
  fichier text not null,
  taille bigint not null,
  octets bigint not null,
  lignes bigint not null,
  retenues bigint not null,
  ecartees bigint not null,
  commencee_le timestamptz not null,
  finie_le timestamptz
);

-- The words of all these names: a mistyped one is mended here, a few thousandths of a second, before names are looked for. `de_structure`: those of the referential.
create table mot_de_nom (mot text primary key, de_structure boolean not null);
create index mot_de_nom_proches on mot_de_nom using gin (mot gin_trgm_ops);
create index mot_de_structure_proches on mot_de_nom using gin (mot gin_trgm_ops) where de_structure;
create function mots_de_forme(forme text) returns setof text language sql immutable strict parallel safe as $$
  select m from unnest(string_to_array(forme, ' ')) m where m ~ '^[a-z]{3,30}$'
$$;
insert into mot_de_nom select distinct m, true from structure, mots_de_forme(recherche) m where guichet_id is null;

grant select on repertoire, repertoire_lecture, mot_de_nom to guichet_app;
