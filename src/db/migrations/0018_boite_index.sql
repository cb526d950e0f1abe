-- The indexes of 0009 that went with the column `suite` when 0011 made it again: what a filter that the kept counts cannot tell is counted, summed and
-- put in order from, entered by what most filters name.
drop index instruction_chiffres;
create index instruction_chiffres on instruction (guichet_id, suite, etat, volet, departement_pilote) include (appel_id, departements, tout_territoire,
  cout_global, aide_demandee, depose_le, echeance, assigne_a, porteur_type, population, epci_siren, non_respectees, a_completer, a_verifier, attentions,
  etiquettes, dossier_id);
create index instruction_etiquetes on instruction (guichet_id) include (suite, etat, volet, departement_pilote, appel_id, departements, tout_territoire,
  cout_global, aide_demandee, depose_le, echeance, assigne_a, population, etiquettes, dossier_id) where etiquettes <> '{}';
-- Late ones are read alone, whatever the order of the list.
drop index instruction_echeance;
create index instruction_echeance on instruction (guichet_id, (case when echeance is null then 'infinity' else echeance end), dossier_id) include (suite, etat,
  volet, departement_pilote, appel_id, departements, tout_territoire, cout_global, aide_demandee, depose_le, echeance, assigne_a, porteur_type, population,
  epci_siren, non_respectees, a_completer, a_verifier, attentions, etiquettes);

-- A number among the words names few dossiers: they are looked for by it, and the other words, which all may have (the prefix of a call), in them.
create or replace function chercher_dossiers(q text, au_plus integer default null) returns setof uuid
  language plpgsql stable security definer rows 3000 set search_path = pg_catalog, public as $$
declare g uuid := guichet_courant(); requete tsquery := requete_recherche(q);
  nombre text := (select m from unnest((regexp_split_to_array(trim(forme_recherche(left(q, 200))), ' '))[1:8]) with ordinality x (m, rang)
    where m ~ '^[0-9]{3,}$' order by rang desc limit 1);
begin
  if requete is null then return; end if;
  if nombre is null then
    return query select r.dossier_id from instruction_recherche r where r.guichet_id = g and r.vecteur @@ requete limit au_plus;
  else
    return query select x.dossier_id from (select r.dossier_id, r.vecteur from instruction_recherche r
      where r.guichet_id = g and r.vecteur @@ to_tsquery('fr', nombre || ':*') offset 0) x where x.vecteur @@ requete limit au_plus;
  end if;
end $$;
