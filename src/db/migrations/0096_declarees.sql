-- Structures that somebody declared by hand: marked so wherever they are read until the service confirms them, joins them to one that is known, or refuses them.
-- Two of them may have no SIREN: a number that nobody else has is what names a structure, and a RNA is one.
alter table structure drop constraint structure_guichet_id_siren_type_code_insee_key;
create unique index structure_une_seule on structure (guichet_id, siren, type, code_insee) nulls not distinct where siren is not null or code_insee is not null;
alter table structure
  add column adresse text check (length(adresse) <= 300),
  -- by hand, and not confirmed
  add column declaree boolean not null default false,
  -- joined to another one, which bears its dossiers and its members; nothing is found under it any more
  add column reunie_a uuid references structure check (reunie_a <> id),
  -- the directory says that it exists no longer
  add column fermee boolean not null default false,
  add column fermee_le date;
create index on structure (reunie_a) where reunie_a is not null;
create unique index structure_declaree_rna on structure (guichet_id, rna) where declaree and reunie_a is null and rna is not null;
update structure s set fermee = true, fermee_le = r.fermee_le from repertoire r where r.siren = s.siren and r.etat = 'fermee';

-- What was declared, word for word, and what the service made of it. One row a structure: corrected after a refusal, it is the same one.
create table declaration_structure (
  guichet_id uuid not null references guichet,
  structure_id uuid not null references structure,
  par uuid not null references compte,
  declaree_le timestamptz not null,
  -- {nom, type, siren, rna, adresse, commune, departement}
  dit jsonb not null,
  etat text not null check (etat in ('a_confirmer', 'confirmee', 'reunie', 'refusee')),
  tranchee_le timestamptz,
  tranchee_par uuid references compte,
  motif text check (length(motif) between 1 and 1000),
  -- what joining changed, to be put back
  avant jsonb,
  check ((etat = 'a_confirmer') = (tranchee_le is null)),
  check ((tranchee_le is null) = (tranchee_par is null)),
  check ((etat = 'refusee') = (motif is not null)),
  primary key (guichet_id, structure_id),
  check ((etat = 'reunie') = (avant is not null))
);
create index on declaration_structure (guichet_id, declaree_le) where etat = 'a_confirmer';
create index on declaration_structure (par, declaree_le);
alter table declaration_structure enable row level security;
alter table declaration_structure force row level security;
create policy guichet on declaration_structure using (guichet_id = (select guichet_courant()));
grant select, insert on declaration_structure to guichet_app;
grant update (par, declaree_le, dit, etat, tranchee_le, tranchee_par, motif, avant) on declaration_structure to guichet_app;
-- The program changes what is declared, confirmed or joined, of the structures of its own guichet alone (policy `ecrire`).
grant update (type, nom, siren, rna, sigle, categorie_juridique, commune, departement, region, adresse, declaree, reunie_a) on structure to guichet_app;
