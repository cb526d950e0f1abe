-- What a role opens, call by call: in this call, these départements and volets (all when empty). `appel_id` null: every call, those of today and those to come. A role
-- without a line reads nothing; an administrateur's needs none, being of the whole guichet. Several lines of one call add up.
create table perimetre (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  role_id uuid not null references role on delete cascade,
  appel_id uuid references appel,
  departements text[] not null default '{}',
  volets text[] not null default '{}',
  unique nulls not distinct (role_id, appel_id, departements, volets)
);
create index on perimetre (appel_id);
create index on perimetre (guichet_id);
alter table perimetre enable row level security;
alter table perimetre force row level security;
create policy guichet on perimetre using (guichet_id = (select guichet_courant()));
grant select, insert, delete on perimetre to guichet_app;

-- Each role of today, on each call that exists today, and on none to come: who reads what is what it was this morning. Guichet by guichet: the policy is forced on a
-- plain owner too.
do $$ declare g uuid; begin
  for g in select id from guichet loop
    perform set_config('app.guichet_id', g::text, true);
    insert into perimetre (id, guichet_id, role_id, appel_id, departements, volets)
      select gen_random_uuid(), g, r.id, a.id, r.departements, r.volets from role r cross join appel a
      where r.guichet_id = g and a.guichet_id = g and r.role <> 'administrateur';
  end loop;
end $$;

-- The same one round trip, with what each role opens. `role.departements` and `role.volets` are still written, all calls together, and given here: the version
-- before reads them.
create or replace function lire_session(jeton text, guichet uuid)
  returns table (session_id uuid, compte_id uuid, nom text, courriel text, courriel_verifie boolean, deux_facteurs boolean, second_facteur boolean, expire_le timestamptz, roles jsonb, structures jsonb)
  language plpgsql as $$
begin
  perform set_config('app.guichet_id', guichet::text, true);
  return query select s.id, c.id, c.name, c.email, c.email_verified,
    coalesce(c.two_factor_enabled, false) or exists (select from cle_acces k where k.user_id = c.id), coalesce(s.second_facteur, false), s.expires_at,
    coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'departements', r.departements, 'volets', r.volets, 'perimetres',
      coalesce((select jsonb_agg(jsonb_build_object('appel', p.appel_id, 'departements', p.departements, 'volets', p.volets)) from perimetre p
        where p.role_id = r.id and p.guichet_id = guichet), '[]'))) from role r
      where r.compte_id = c.id and r.guichet_id = guichet), '[]'),
    coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'nom', t.nom, 'type', t.type, 'departement', t.departement, 'etat', a.etat, 'preuve', a.preuve)
      order by a.demandee_le, a.id) from appartenance a join structure t on t.id = a.structure_id
      where a.compte_id = c.id and a.guichet_id = guichet and a.etat <> 'retiree'), '[]')
  from session_http s join compte c on c.id = s.user_id
  where s.token = jeton and s.expires_at > clock_timestamp();
end $$;
