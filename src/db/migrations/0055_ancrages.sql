-- The head of the journal, kept once a day and said outside: whoever rewrites the past must also make these forgotten. Rank and digest are read by the
-- database itself, whatever is given. Nothing personal.
create table journal_ancrage (
  guichet_id uuid not null references guichet,
  jour date not null,
  rang bigint not null default 0,
  hash bytea not null default '',
  pris_le timestamptz not null,
  primary key (guichet_id, jour),
  check (rang > 0)
);
create function ancrer_journal() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  select t.rang, t.hash into strict new.rang, new.hash from public.journal_tete t where t.guichet_id = new.guichet_id;
  return new;
end $$;
create trigger ancrer before insert on journal_ancrage for each row execute function ancrer_journal();
create trigger inalterable before update or delete or truncate on journal_ancrage for each statement execute function refuser_modification();
alter table journal_ancrage enable row level security;
alter table journal_ancrage force row level security;
create policy guichet on journal_ancrage using (guichet_id = (select guichet_courant()));
grant select, insert on journal_ancrage to guichet_app;
