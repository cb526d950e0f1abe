-- An administrateur who reads the pages of somebody else for some minutes: what the session shows meanwhile, and until when, in the machine's time as sessions are. It is
-- kept here and in no cookie: nothing that a browser sends can make one. `session_id` is no key, so that the line outlives its session. The version before reads none of it.
create table vue_comme (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  compte_id uuid not null references compte,
  vu_id uuid not null references compte,
  session_id uuid not null,
  debut_le timestamptz not null default clock_timestamp(),
  jusqua timestamptz not null,
  finie_le timestamptz,
  check (compte_id <> vu_id),
  check (jusqua > debut_le and jusqua <= debut_le + interval '10 minutes')
);
create unique index vue_comme_ouverte on vue_comme (session_id) where finie_le is null;
create index on vue_comme (guichet_id);
create index on vue_comme (compte_id);
create index on vue_comme (vu_id);
alter table vue_comme enable row level security;
alter table vue_comme force row level security;
create policy guichet on vue_comme using (guichet_id = (select guichet_courant()));
grant select, insert on vue_comme to guichet_app;
grant update (finie_le) on vue_comme to guichet_app;

-- The one that a session holds, over or not, until somebody has said that it is. Asked with the session itself: it chooses the guichet for its own statement, as `lire_session` does.
create function vue_ouverte(session uuid, guichet uuid) returns jsonb language plpgsql as $$
begin
  perform set_config('app.guichet_id', guichet::text, true);
  return (select jsonb_build_object('id', v.id, 'par', v.compte_id, 'vu', v.vu_id, 'reste_s', ceil(extract(epoch from v.jusqua - clock_timestamp())))
    from vue_comme v where v.session_id = session and v.guichet_id = guichet and v.finie_le is null);
end $$;
revoke all on function vue_ouverte from public;
grant execute on function vue_ouverte to guichet_app;
