-- The sentences that a service keeps for the rules of one of its calls: the reason of a verdict, or what is asked of the porteur. One a rule and a kind; nothing of a dossier.
-- The version before neither reads nor writes them.
create table phrase_type (
  guichet_id uuid not null references guichet,
  appel_id uuid not null references appel,
  regle text not null check (length(regle) between 1 and 200),
  genre text not null check (genre in ('respectee', 'non_respectee', 'a_completer', 'sans_objet', 'demande')),
  texte text not null check (length(texte) between 1 and 2000),
  ecrite_par uuid not null references compte,
  ecrite_le timestamptz not null,
  primary key (guichet_id, appel_id, regle, genre)
);
create index on phrase_type (appel_id);
create index on phrase_type (ecrite_par);
alter table phrase_type enable row level security;
alter table phrase_type force row level security;
create policy guichet on phrase_type using (guichet_id = (select guichet_courant()));
grant select, insert, delete on phrase_type to guichet_app;

-- A bulk act that takes back what another did is a bulk act too: `parametres` names it.
alter table acte_groupe drop constraint acte_groupe_acte_check;
alter table acte_groupe add constraint acte_groupe_acte_check
  check (acte in ('affecter', 'etiqueter', 'ecrire', 'demander_complement', 'demander_avis', 'passer_au_comite', 'revenir'));
