-- Relevés of a call without waves. The service announces those that it does by hand, each before it comes and the next one with it; a relevé that was
-- just done may be undone until the porteurs are told. The version before neither reads nor writes any of it.
create table releve_annonce (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  appel_id uuid not null references appel,
  prevu_le timestamptz not null,
  annonce_le timestamptz not null,
  annonce_par uuid references compte,
  retiree_le timestamptz,
  check (prevu_le > annonce_le),
  check (retiree_le >= annonce_le)
);
create unique index releve_annonce_en_vigueur on releve_annonce (appel_id, prevu_le) where retiree_le is null;
create index on releve_annonce (appel_id);
create index on releve_annonce (annonce_par) where annonce_par is not null;
alter table releve_annonce enable row level security;
alter table releve_annonce force row level security;
create policy guichet on releve_annonce using (guichet_id = (select guichet_courant()));
grant select, insert on releve_annonce to guichet_app;
grant update (retiree_le) on releve_annonce to guichet_app;

-- Whether each porteur is told that the instruction begins, and since when. One that was undone before stays, under a name that it alone has: the same relevé may
-- then be done. Once its porteurs are told it is never undone.
alter table releve add column previent boolean not null default false, add column prevenu_le timestamptz, add column defait_le timestamptz;
create index releve_a_prevenir on releve (guichet_id, fait_le) where previent and prevenu_le is null;
grant update (prevenu_le, defait_le, vague) on releve to guichet_app;
create function releve_defait() returns trigger language plpgsql as $$
begin
  if not old.previent or old.prevenu_le is not null or old.defait_le is not null or new.defait_le is null then
    raise exception 'un relevé dont les porteurs sont prévenus ne se défait plus' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger defait before update on releve for each row
  when (old.vague <> new.vague or old.defait_le is distinct from new.defait_le) execute function releve_defait();
