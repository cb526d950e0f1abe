-- hors transaction
-- Late ones in the order of their filing, whose latest may come long after those that are not due yet: the first of each day are read, instead of all.
create index concurrently if not exists instruction_retard on instruction (guichet_id, echeance_jour, depose_le, dossier_id) include (suite, etat,
  volet, departement_pilote, appel_id, departements, tout_territoire, cout_global, aide_demandee, echeance, assigne_a, porteur_type, population,
  epci_siren, non_respectees, a_completer, a_verifier, attentions, etiquettes);
-- What few dossiers have is entered; one value for many, these hold little.
create index concurrently if not exists instruction_type on instruction (guichet_id, porteur_type);
create index concurrently if not exists instruction_non_respectees on instruction (guichet_id) where non_respectees > 0;
create index concurrently if not exists instruction_a_completer on instruction (guichet_id) where a_completer > 0;
create index concurrently if not exists instruction_a_verifier on instruction (guichet_id) where a_verifier > 0;
create index concurrently if not exists instruction_attentions on instruction (guichet_id) where attentions > 0;
-- The table was written anew by 0032: until it is cleaned, no index is read alone.
vacuum (analyze) instruction;
