-- What the directory of companies answered, when one is asked (ANNUAIRE_ENTREPRISES_URL): public and national as `repertoire`, but written by the program, a few lines a search. It is
-- what is searched when that directory does not answer, with its day. Legal persons alone, as there.
create table annuaire (
  siren text primary key check (siren ~ '^[0-9]{9}$'),
  nom text not null check (length(nom) <= 250),
  sigle text check (length(sigle) <= 40),
  categorie_juridique text not null check (categorie_juridique ~ '^[3-9][0-9]{3}$'),
  rna text,
  departement text,
  code_commune text,
  commune text check (length(commune) <= 100),
  adresse text check (length(adresse) <= 300),
  effectifs text check (effectifs ~ '^(NN|[0-9]{2})$'),
  -- in euros, of the last year that is known
  chiffre_affaires bigint,
  exercice integer,
  etat text not null check (etat in ('active', 'fermee')),
  fermee_le date,
  lue_le timestamptz not null
);
create index on annuaire (rna) where rna is not null;
create index annuaire_mots on annuaire using gin (mots_du_repertoire(nom, sigle, departement));
create index on annuaire (lue_le);
grant select, insert, update on annuaire to guichet_app;

-- What rules may ask of a structure, when it is known: how many people it employs (INSEE's bracket) and its revenue, in euros.
alter table structure
  add column effectifs text check (effectifs ~ '^(NN|[0-9]{2})$'),
  add column chiffre_affaires bigint;
update structure s set effectifs = r.effectifs from repertoire r where r.siren = s.siren and r.effectifs is not null;
grant update (effectifs, chiffre_affaires) on structure to guichet_app;
