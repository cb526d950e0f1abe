-- What the service retains of an answer instead of what was filed, so that the computed aid is worked out again: added, never changed; the latest of a field counts.
-- Without a value, the field is given back to what was filed.
create table valeur_retenue (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  dossier_id uuid not null references dossier,
  depot_id uuid not null references depot,
  champ text not null check (champ <> ''),
  valeur jsonb,
  motif text not null check (motif <> ''),
  retenue_par uuid not null references compte,
  retenue_le timestamptz not null
);
create index on valeur_retenue (dossier_id, champ, retenue_le desc, id desc);
create index on valeur_retenue (depot_id);
create index on valeur_retenue (retenue_par);
alter table valeur_retenue enable row level security;
alter table valeur_retenue force row level security;
create policy guichet on valeur_retenue using (guichet_id = (select guichet_courant()));
grant select, insert on valeur_retenue to guichet_app;
create function valeur_retenue_reste() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('app.effacement', true), '') <> 'oui' then
    raise exception 'on ajoute une valeur retenue, on ne la change pas' using errcode = 'restrict_violation';
  end if;
  return null;
end $$;
create trigger inalterable before update or delete or truncate on valeur_retenue for each statement execute function valeur_retenue_reste();

-- The figures of a computed aid are answers, and what is retained instead of an answer is one: both go with the answers. The rest is the function of 0081.
create or replace function effacer_dossier(qui uuid, instant timestamptz) returns void language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare g uuid := guichet_courant();
begin
  if not exists (select from preavis p where p.guichet_id = g and p.objet_id = qui and p.terme <= instant and p.efface_le is null) then
    raise exception 'aucun préavis : rien ne s’efface sans avoir été annoncé' using errcode = 'restrict_violation';
  end if;
  perform set_config('app.effacement', 'oui', true);
  delete from piece where guichet_id = g and dossier_id = qui;
  delete from televersement where guichet_id = g and dossier_id = qui;
  delete from presence where guichet_id = g and dossier_id = qui;
  delete from courriel where guichet_id = g and dossier_id = qui;
  delete from valeur_retenue where guichet_id = g and dossier_id = qui;
  update partenaire set contact = '', retire_le = case when structure_id is null then coalesce(retire_le, instant) else retire_le end,
    courriel = case when structure_id is null then 'efface@supprime.invalid' end where guichet_id = g and dossier_id = qui;
  update validation set nom = 'Effacé', fonction = '', moyens = '', contenu = '{}'
    where guichet_id = g and partenaire_id in (select id from partenaire where dossier_id = qui);
  delete from message_piece where guichet_id = g and message_id in (select id from message where dossier_id = qui);
  update message set texte = 'Message effacé au terme de sa conservation.' where guichet_id = g and dossier_id = qui;
  update annotation set texte = 'Note effacée au terme de sa conservation.' where guichet_id = g and dossier_id = qui;
  update avis set expert = 'Effacé', courriel = 'efface@supprime.invalid', demande = 'Effacé', lien = case when lien = '' then '' else 'Effacé' end,
    texte = case when texte is null then null else 'Effacé' end where guichet_id = g and dossier_id = qui;
  update complement set message = '', reponse = case when reponse is null then null else '' end,
    reponses = case when reponses is null then null else '{}'::jsonb end where guichet_id = g and dossier_id = qui;
  update bilan set saisie = '{}', difficultes = '', ou_en_est = '' where guichet_id = g and dossier_id = qui;
  update bilan_depot set contenu = contenu || '{"difficultes": ""}' || case when contenu ? 'avancement' then jsonb_build_object('avancement',
    (contenu -> 'avancement') || '{"texte": ""}' || jsonb_build_object('avant', (contenu #> '{avancement,avant}') || '{"texte": ""}')) else '{}' end
    where guichet_id = g and bilan_id in (select id from bilan where dossier_id = qui);
  delete from bilan_piece where guichet_id = g and bilan_id in (select id from bilan where dossier_id = qui);
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
