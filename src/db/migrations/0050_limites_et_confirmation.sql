-- How often something was tried or sent, in a window that ends at `jusqua`. `cle` is a SHA-256: neither address nor account can be read there.
create table limite_acte (cle text primary key, nombre integer not null check (nombre >= 0), jusqua timestamptz not null);
create index on limite_acte (jusqua);
grant select, insert, update, delete on limite_acte to guichet_app;

-- The last time step (30 s) whose code an account has given: this code and those before it serve no more.
create table code_accepte (compte_id uuid primary key references compte on delete cascade, pas bigint not null);
grant select, insert, update, delete on code_accepte to guichet_app;

-- When the owner of an open session gave the second factor again, before an act that weakens the account.
alter table session_http add column confirmee_le timestamptz;

-- A session has had its second factor only as long as there is one: whatever takes the last one away, open sessions fall at once.
create function oublier_second_facteur() returns trigger language plpgsql as $$
begin
  if not exists (select from second_facteur f where f.user_id = old.user_id and f.verified) and not exists (select from cle_acces k where k.user_id = old.user_id) then
    update session_http set second_facteur = false, confirmee_le = null where user_id = old.user_id;
  end if;
  return null;
end $$;
create trigger oublier_second_facteur after delete on second_facteur for each row execute function oublier_second_facteur();
create trigger oublier_second_facteur after delete on cle_acces for each row execute function oublier_second_facteur();
