-- The program's own role: it sees one guichet at a time and cannot rewrite history. Migrations run as the owner.
do $$ begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then create role guichet_app login; end if;
  if not (select rolsuper from pg_roles where rolname = current_user) then execute format('grant guichet_app to %I', current_user); end if;
end $$;

do $$ declare t text; begin
  foreach t in array array['horloge', 'evenement', 'courriel', 'appartenance', 'domaine_structure', 'invitation', 'role', 'appel', 'appel_version', 'dossier', 'piece', 'depot', 'verdict'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy guichet on %I using (guichet_id = (select guichet_courant()))', t);
  end loop;
end $$;
alter table structure enable row level security;
-- not forced: the owner fills the national referential
create policy lire on structure for select using (guichet_id is null or guichet_id = (select guichet_courant()));
create policy ecrire on structure for all using (guichet_id = (select guichet_courant()));

grant usage on schema public to guichet_app;
grant select on guichet, structure, departement, migration, journal_tete to guichet_app;
grant insert, update on structure to guichet_app;
grant select, insert, update, delete on compte, session_http, identite, verification, second_facteur, cle_acces, limite_debit, siret_prouve to guichet_app;
grant select, insert, update, delete on horloge, courriel, appartenance, domaine_structure, invitation, role, appel, appel_version, dossier, piece to guichet_app;
grant select, insert on evenement, depot, verdict to guichet_app;

-- Jobs are added inside the transaction of the act; the queue's own tables stay closed to the program's role.
create function ajouter_tache(tache text, charge json, cle text default null) returns void language sql security definer set search_path = '' as $$
  select graphile_worker.add_job(tache, charge, job_key => cle, max_attempts => 12)
$$;
revoke all on function ajouter_tache from public;
grant execute on function ajouter_tache to guichet_app;

-- Who is asking, in one round trip: the session, its account, and what it may do in this guichet. It chooses the guichet for its own
-- transaction, so the row-level policies hold in it as everywhere.
create function lire_session(jeton text, guichet uuid)
  returns table (session_id uuid, compte_id uuid, nom text, courriel text, courriel_verifie boolean, deux_facteurs boolean, second_facteur boolean, expire_le timestamptz, roles jsonb, structures jsonb)
  language plpgsql as $$
begin
  perform set_config('app.guichet_id', guichet::text, true);
  return query select s.id, c.id, c.name, c.email, c.email_verified,
    coalesce(c.two_factor_enabled, false) or exists (select from cle_acces k where k.user_id = c.id), coalesce(s.second_facteur, false), s.expires_at,
    coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'departements', r.departements, 'volets', r.volets)) from role r
      where r.compte_id = c.id and r.guichet_id = guichet), '[]'),
    coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'nom', t.nom, 'type', t.type, 'departement', t.departement, 'etat', a.etat, 'preuve', a.preuve)
      order by a.demandee_le, a.id) from appartenance a join structure t on t.id = a.structure_id
      where a.compte_id = c.id and a.guichet_id = guichet and a.etat <> 'retiree'), '[]')
  from session_http s join compte c on c.id = s.user_id
  where s.token = jeton and s.expires_at > clock_timestamp();
end $$;
revoke all on function lire_session from public;
grant execute on function lire_session to guichet_app;
