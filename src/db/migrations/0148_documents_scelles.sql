-- Documents that bear the guichet's seal (ADR 0049): which, and the SHA-256 of the bytes that left. `cle`: where they are kept, when no other row keeps them (a receipt is drawn when it is first asked for).
-- `variante`: a partner's receipt does not say all. `numero`: what is printed on it, the number of a dossier or of an act. The version before reads none of it.
create table document_scelle (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  nature text not null check (nature in ('accuse', 'acte', 'lettre', 'irrecevabilite', 'preselection', 'silence', 'releve', 'proces_verbal')),
  objet_id uuid not null,
  variante text not null default '' check (variante in ('', 'partenaire')),
  dossier_id uuid references dossier,
  numero text not null default '',
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  cle text unique,
  horodate boolean not null,
  scelle_le timestamptz not null,
  unique (guichet_id, nature, objet_id, variante)
);
create index on document_scelle (guichet_id, sha256);
create index on document_scelle (dossier_id) where dossier_id is not null;
alter table document_scelle enable row level security;
alter table document_scelle force row level security;
create policy guichet on document_scelle using (guichet_id = (select guichet_courant()));
grant select, insert on document_scelle to guichet_app;

-- What names somebody and whose source is erased goes with it: receipts, attestations of silence. Letters and acts stay, as their rows do. The rest is the function of 0128.
create or replace function effacer_dossier(qui uuid, instant timestamptz) returns void language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare g uuid := guichet_courant();
begin
  if not exists (select from preavis p where p.guichet_id = g and p.objet_id = qui and p.terme <= instant and p.efface_le is null) then
    raise exception 'aucun préavis : rien ne s’efface sans avoir été annoncé' using errcode = 'restrict_violation';
  end if;
  perform set_config('app.effacement', 'oui', true);
  delete from piece where guichet_id = g and dossier_id = qui;
  delete from document_scelle where guichet_id = g and dossier_id = qui and nature in ('accuse', 'silence');
  delete from televersement where guichet_id = g and dossier_id = qui;
  delete from presence where guichet_id = g and dossier_id = qui;
  delete from courriel where guichet_id = g and dossier_id = qui;
  delete from valeur_retenue where guichet_id = g and dossier_id = qui;
  update partenaire set contact = '', role = '', decline_motif = case when decline_motif is null then null else 'Effacé' end,
    retire_le = case when structure_id is null then coalesce(retire_le, instant) else retire_le end,
    courriel = case when structure_id is null then 'efface@supprime.invalid' end where guichet_id = g and dossier_id = qui;
  update validation set nom = 'Effacé', fonction = '', moyens = '', contenu = '{}'
    where guichet_id = g and partenaire_id in (select id from partenaire where dossier_id = qui);
  delete from message_piece where guichet_id = g and message_id in (select id from message where dossier_id = qui);
  update message set texte = 'Message effacé au terme de sa conservation.' where guichet_id = g and dossier_id = qui;
  update annotation set texte = 'Note effacée au terme de sa conservation.' where guichet_id = g and dossier_id = qui;
  update avis set expert = 'Effacé', courriel = 'efface@supprime.invalid', demande = 'Effacé', lien = case when lien = '' then '' else 'Effacé' end,
    texte = case when texte is null then null else 'Effacé' end, suite_texte = case when suite_texte = '' then '' else 'Effacé' end,
    attestation = attestation || '{"organisme": "Effacé", "question": "Effacé"}' where guichet_id = g and dossier_id = qui;
  update complement_point set demande = 'Effacé', motif = case when motif is null then null else 'Effacé' end
    where guichet_id = g and complement_id in (select id from complement where dossier_id = qui);
  update complement set message = '', annule_motif = case when annule_motif is null then null else 'Effacé' end,
    reponse = case when reponse is null then null else '' end,
    reponses = case when reponses is null then null else '{}'::jsonb end where guichet_id = g and dossier_id = qui;
  update bilan set saisie = '{}', difficultes = '', ou_en_est = '' where guichet_id = g and dossier_id = qui;
  update bilan_depot set remarque = case when remarque = '' then '' else 'Effacé' end,
    contenu = contenu || '{"difficultes": ""}' || case when contenu ? 'avancement' then jsonb_build_object('avancement',
    (contenu -> 'avancement') || '{"texte": ""}' || jsonb_build_object('avant', (contenu #> '{avancement,avant}') || '{"texte": ""}')) else '{}' end
    where guichet_id = g and bilan_id in (select id from bilan where dossier_id = qui);
  delete from bilan_piece where guichet_id = g and bilan_id in (select id from bilan where dossier_id = qui);
  update verdict set explication = '', entrees = '[]' where guichet_id = g and depot_id in (select id from depot where dossier_id = qui);
  update lot set intitule = 'Effacé' where guichet_id = g and dossier_id = qui;
  update depense set libelle = 'Effacé', fournisseur = null where guichet_id = g and dossier_id = qui;
  update ressource set financeur = 'Effacé' where guichet_id = g and dossier_id = qui and origine = 'autre';
  update jalon set libelle = 'Effacé' where guichet_id = g and dossier_id = qui;
  update depot set reponses = '{}', pieces = '{}',
    contenu = ((contenu::jsonb - 'contact') || '{"reponses": [], "listes": {}, "pieces": [], "partenaires": [], "verdicts": []}'
      || case when contenu::jsonb ? 'aide_calculee' then jsonb_build_object('aide_calculee', (contenu::jsonb -> 'aide_calculee') || '{"etapes": []}') else '{}' end
      || jsonb_build_object('deposant', jsonb_build_object('nom', 'Effacé', 'preuve', contenu::jsonb #>> '{deposant,preuve}')))::text
    where guichet_id = g and dossier_id = qui;
  -- a draft ends; what was filed keeps its state and the title that was made public
  update dossier set reponses = '{}', efface_le = instant, rouvert_le = null, revision = revision + 1,
    etat = case when etat = 'brouillon' then 'abandonne' else etat end,
    titre = case when depose_le is null then '' else titre end where guichet_id = g and id = qui;
  delete from instruction_recherche where guichet_id = g and dossier_id = qui;
  update preavis set efface_le = instant where guichet_id = g and objet_id = qui and efface_le is null;
  perform set_config('app.effacement', '', true);
end $$;
