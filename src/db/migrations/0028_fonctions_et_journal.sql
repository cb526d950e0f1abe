-- Functions that run as the owner look for a table in public before whatever a session has made for itself: pg_temp comes first unless it is named last.
do $$ declare f regprocedure; begin
  for f in select p.oid from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef loop
    execute format('alter function %s set search_path = pg_catalog, public, pg_temp', f);
  end loop;
end $$;

-- Rank and digest of the last act: of one's own guichet only. The trigger that writes them is within the policy, since the act that it seals is.
alter table journal_tete enable row level security;
alter table journal_tete force row level security;
create policy guichet on journal_tete using (guichet_id = (select guichet_courant()));

-- Emptying at a term is the owner's alone, whatever the name of the account under which the program signs in to the database.
create or replace function effacement_en_cours() returns boolean language sql stable
  return coalesce(current_setting('app.effacement', true), '') = 'oui'
    and current_user = (select pg_get_userbyid(c.relowner) from pg_class c where c.oid = 'public.depot'::regclass);
