-- A line of a role may have a first and a last day, both included; outside them it opens nothing. None of those of today has any: who reads what is what it was this morning.
alter table perimetre add column du date;
alter table perimetre add column au date;
alter table perimetre add constraint perimetre_dates check (du <= au);
grant update (du, au) on perimetre to guichet_app;

-- The civil day by which lines of roles are judged: that of the clock of the guichet, which the program says with the guichet itself, else the machine's in Paris.
create function jour_courant() returns date language sql stable as
  $$ select coalesce(nullif(current_setting('app.jour', true), '')::date, (now() at time zone 'Europe/Paris')::date) $$;
create function en_cours(du date, au date) returns boolean language sql stable as
  $$ select coalesce(du <= jour_courant(), true) and coalesce(au >= jour_courant(), true) $$;
revoke all on function jour_courant from public;
revoke all on function en_cours from public;
grant execute on function jour_courant to guichet_app;
grant execute on function en_cours to guichet_app;

-- The same as before, with the day. A role whose lines are all outside their dates is not given at all: its owner is nobody of the service on that day.
create function lire_session(jeton text, guichet uuid, jour date)
  returns table (session_id uuid, compte_id uuid, nom text, courriel text, courriel_verifie boolean, deux_facteurs boolean, second_facteur boolean, expire_le timestamptz, roles jsonb, structures jsonb)
  language plpgsql as $$
begin
  perform set_config('app.guichet_id', guichet::text, true), set_config('app.jour', jour::text, true);
  return query select s.id, c.id, c.name, c.email, c.email_verified,
    coalesce(c.two_factor_enabled, false) or exists (select from cle_acces k where k.user_id = c.id), coalesce(s.second_facteur, false), s.expires_at,
    coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'departements', r.departements, 'volets', r.volets, 'perimetres',
      coalesce((select jsonb_agg(jsonb_build_object('appel', p.appel_id, 'departements', p.departements, 'volets', p.volets)) from perimetre p
        where p.role_id = r.id and p.guichet_id = guichet and coalesce(p.du <= jour, true) and coalesce(p.au >= jour, true)), '[]'))) from role r
      where r.compte_id = c.id and r.guichet_id = guichet
        and (not exists (select from perimetre p where p.role_id = r.id and p.guichet_id = guichet)
          or exists (select from perimetre p where p.role_id = r.id and p.guichet_id = guichet and coalesce(p.du <= jour, true) and coalesce(p.au >= jour, true)))), '[]'),
    coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'nom', t.nom, 'type', t.type, 'departement', t.departement, 'etat', a.etat, 'preuve', a.preuve)
      order by a.demandee_le, a.id) from appartenance a join structure t on t.id = a.structure_id
      where a.compte_id = c.id and a.guichet_id = guichet and a.etat <> 'retiree'), '[]')
  from session_http s join compte c on c.id = s.user_id
  where s.token = jeton and s.expires_at > clock_timestamp();
end $$;
revoke all on function lire_session(text, uuid, date) from public;
grant execute on function lire_session(text, uuid, date) to guichet_app;

-- The version before asks it so: by the machine's day.
create or replace function lire_session(jeton text, guichet uuid)
  returns table (session_id uuid, compte_id uuid, nom text, courriel text, courriel_verifie boolean, deux_facteurs boolean, second_facteur boolean, expire_le timestamptz, roles jsonb, structures jsonb)
  language sql as $$ select * from lire_session(jeton, guichet, (now() at time zone 'Europe/Paris')::date) $$;
