-- hors transaction
-- A row that goes is looked for in every table that may point to it: filing again replaces the lines of the plan, and read all orders of the guichet for each.
create index concurrently if not exists depense_lot on depense (lot_id) where lot_id is not null;
create index concurrently if not exists commande_lot on commande (lot_id) where lot_id is not null;
create index concurrently if not exists commande_depense on commande (depense_id) where depense_id is not null;
create index concurrently if not exists bilan_jalon_jalon on bilan_jalon (jalon_id);
create index concurrently if not exists bilan_indicateur_indicateur on bilan_indicateur (indicateur_id);
create index concurrently if not exists bilan_piece_bilan on bilan_piece (bilan_id);
create index concurrently if not exists bilan_piece_commande on bilan_piece (commande_id) where commande_id is not null;
create index concurrently if not exists commande_du_bilan on commande (dossier_id, bilan_id);
-- These hold what the two above hold, but for what was taken out.
drop index concurrently if exists bilan_piece_bilan_id_idx;
drop index concurrently if exists commande_dossier_id_idx;
-- Money and acts, read from what they stand on.
create index concurrently if not exists imputation_enveloppe on imputation (enveloppe_id);
create index concurrently if not exists mouvement_decision on mouvement (decision_id) where decision_id is not null;
create index concurrently if not exists acte_decision on acte (decision_id);
create index concurrently if not exists avenant_decision on avenant (decision_id) where decision_id is not null;
create index concurrently if not exists avenant_acte on avenant (acte_id) where acte_id is not null;
create index concurrently if not exists scan_page_acte on scan_page (acte_id) where acte_id is not null;
create index concurrently if not exists scan_acte_acte on scan_acte (acte_id);
