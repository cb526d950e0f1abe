-- The program may change what one of its acts changes, and nothing else: what is granted, paid, signed, sent or filed keeps the words and the amounts that it had.
-- The amount of an envelope is set when it opens: from then on only the ledger moves what is left. `libelle` stays, for whoever locks the row.
revoke update (montant) on enveloppe from guichet_app;
revoke update on versement, acte, avenant, commande, bilan_depot, notification, proces_verbal, releve, irrecevabilite from guichet_app;
grant update (verse_le, annule_le, annule_par, annule_motif) on versement to guichet_app;
grant update (signe_le, signe_sha256, signe_cle, signe_type_mime, signe_par, signe_depose_le, retire_le, vignettes) on acte to guichet_app;
grant update (retire_le, avis, instruit_par, instruit_le, sens, reponse, decide_par, decide_le, decision_id, acte_id) on avenant to guichet_app;
grant update (siret, pays, entreprise, departement, objet, ht, ttc, commandee_le, lot_id, depense_id, retiree_le) on commande to guichet_app;
grant update (lecture, remarque, lu_par, lu_le) on bilan_depot to guichet_app;
grant update (demandee_le, demandee_par, envoyee_le, cle, sha256, ouverte_le, ouverte_par) on notification to guichet_app;
grant update (fige_le, sha256, cle, non_signataires, gel_motif) on proces_verbal to guichet_app;
grant update (comptes) on releve to guichet_app;
grant update (annulee_par, annulee_le, annulation_motif) on irrecevabilite to guichet_app;

-- An amendment that was decided, or withdrawn, is so for good; so is a payment whose day is known.
create function avenant_decide() returns trigger language plpgsql as $$
begin
  if old.sens is not null or old.retire_le is not null then raise exception 'un avenant décidé ne change plus' using errcode = 'restrict_violation'; end if;
  return new;
end $$;
create trigger decide before update on avenant for each row execute function avenant_decide();
create function versement_constate() returns trigger language plpgsql as $$
begin
  raise exception 'un versement constaté ne change plus' using errcode = 'restrict_violation';
end $$;
create trigger constate before update on versement for each row when (old.verse_le is not null) execute function versement_constate();

revoke update on structure, domaine_structure, rappel, lot, depense, ressource, jalon, indicateur, beneficiaire, contour, projet_passe from guichet_app;
revoke delete on horloge, appartenance, domaine_structure, appel, appel_version, dossier, piece, partenaire, derogation, rappel, carte,
  scan_fichier, scan_page, scan_acte, liste_passee from guichet_app;

-- The counts of the inbox are the trigger's.
alter function compter_instruction() security definer set search_path = pg_catalog, public, pg_temp;
revoke insert, update, delete on instruction_compte, instruction_valeur from guichet_app;
