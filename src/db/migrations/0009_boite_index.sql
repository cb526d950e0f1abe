-- What counts and sums read when the kept counts cannot tell: the index alone, entered by what most filters name. Replaces the one of 0007, which
-- was read whole whatever the filter.
drop index instruction_chiffres;
create index instruction_chiffres on instruction (guichet_id, suite, etat, volet, departement_pilote) include (appel_id, departements, tout_territoire,
  cout_global, aide_demandee, depose_le, echeance, assigne_a, porteur_type, population, epci_siren, non_respectees, a_completer, a_verifier, attentions,
  etiquettes, dossier_id);
-- Few dossiers bear labels or miss pieces; an EPCI has few.
create index instruction_etiquetes on instruction (guichet_id) include (suite, etat, volet, departement_pilote, appel_id, departements, tout_territoire,
  cout_global, aide_demandee, depose_le, echeance, assigne_a, etiquettes, dossier_id) where etiquettes <> '{}';
create index instruction_incomplets on instruction (guichet_id) where cardinality(pieces_manquantes) > 0;
create index instruction_epci on instruction (guichet_id, epci_siren);
