-- Rights over one's data: what is kept ends at a term, told beforehand; an account is erased on request; what leaves is one file at a time.

-- What was told before it is erased: one notice a term, whatever outage. A dossier that moved after its notice has another term, and another notice.
create table preavis (
  guichet_id uuid not null references guichet,
  objet text not null check (objet in ('brouillon', 'refuse', 'suivi', 'compte')),
  objet_id uuid not null,
  terme timestamptz not null,
  envoye_le timestamptz not null,
  efface_le timestamptz,
  primary key (objet_id, terme)
);
create index on preavis (guichet_id, terme) where efface_le is null;

-- An export or an archive being sent: one at a time for an account or a call. System time, like sessions; an old one is that of a program that died.
create table emport (
  guichet_id uuid not null references guichet,
  objet_id uuid not null,
  commence_le timestamptz not null,
  primary key (guichet_id, objet_id)
);

-- When each account last signed in. Accounts act in several guichets: no guichet_id.
create table derniere_connexion (compte_id uuid primary key references compte on delete cascade, le timestamptz not null);
insert into derniere_connexion select user_id, max(created_at) from session_http group by user_id;
create function noter_connexion() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into public.derniere_connexion values (new.user_id, new.created_at)
    on conflict (compte_id) do update set le = greatest(derniere_connexion.le, excluded.le);
  return null;
end $$;
create trigger connexion after insert on session_http for each row execute function noter_connexion();

alter table dossier add column efface_le timestamptz;
create index dossier_brouillon_ancien on dossier (guichet_id, modifie_le) where efface_le is null and etat in ('brouillon', 'abandonne');
-- What one person did, for the export of their data.
create index evenement_acteur on evenement (guichet_id, acteur_id, rang) where acteur_id is not null;

-- What was written for ever may be emptied at its term, by the function below alone: the program's role cannot, whatever it sets.
create function effacement_en_cours() returns boolean language sql stable
  return coalesce(current_setting('app.effacement', true), '') = 'oui' and current_user <> 'guichet_app';
create function refuser_sauf_effacement() returns trigger language plpgsql as $$
begin
  if tg_op <> 'TRUNCATE' and effacement_en_cours() then return null; end if;
  raise exception '% : on ajoute, on ne modifie ni ne supprime', tg_table_name using errcode = 'restrict_violation';
end $$;
do $$ declare t text; begin
  foreach t in array array['depot', 'validation', 'message', 'message_piece'] loop
    execute format('create or replace trigger inalterable before update or delete or truncate on %I for each statement execute function refuser_sauf_effacement()', t);
  end loop;
end $$;
create or replace function avis_rendu_immuable() returns trigger language plpgsql as $$
begin
  if old.rendu_le is not null and not effacement_en_cours() then raise exception 'un avis rendu ne change plus' using errcode = 'restrict_violation'; end if;
  return coalesce(new, old);
end $$;
create or replace function bilan_depot_immuable() returns trigger language plpgsql as $$
begin
  if not effacement_en_cours() and (old.lecture is not null
    or (new.contenu, new.sha256, new.depose_le, new.rang) is distinct from (old.contenu, old.sha256, old.depose_le, old.rang)) then
    raise exception 'un bilan déposé ne change plus' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- Empties a dossier whose notice was given and whose term is past: answers, files, messages, names of people. What a legal duty keeps stays: that
-- it existed, its structure, its amounts, the instant and the SHA-256 of each filing, decisions, letters, ledger, payments, procès-verbaux, journal.
create function effacer_dossier(qui uuid, instant timestamptz) returns void language plpgsql security definer set search_path = pg_catalog, public as $$
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
  update bilan set saisie = '{}', difficultes = '' where guichet_id = g and dossier_id = qui;
  update bilan_depot set contenu = contenu || '{"difficultes": ""}' where guichet_id = g and bilan_id in (select id from bilan where dossier_id = qui);
  delete from bilan_piece where guichet_id = g and bilan_id in (select id from bilan where dossier_id = qui);
  update depot set reponses = '{}', pieces = '{}',
    contenu = ((contenu::jsonb - 'contact') || '{"reponses": [], "listes": {}, "pieces": [], "partenaires": [], "verdicts": []}'
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
revoke all on function effacer_dossier from public;
grant execute on function effacer_dossier to guichet_app;

do $$ declare t text; begin
  foreach t in array array['preavis', 'emport'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy guichet on %I using (guichet_id = (select guichet_courant()))', t);
  end loop;
end $$;
grant select, insert, update (efface_le) on preavis to guichet_app;
grant select, insert, delete on emport to guichet_app;
grant select, delete on derniere_connexion to guichet_app;
