-- The settings of a guichet are kept here from now on: its file writes them once, at the first start, then an administrateur changes them on screen. `revision`: how
-- many times they have changed.
alter table guichet add column revision integer not null default 0 check (revision >= 0);

-- The one way in which the program changes settings: those of the guichet that it serves, from the revision that it has read. False when they have changed since.
create function changer_reglages(depuis integer, voulus jsonb) returns boolean language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if voulus ->> 'slug' is distinct from (select g.slug from public.guichet g where g.id = public.guichet_courant()) then
    raise exception 'le nom court d’un guichet ne change pas' using errcode = 'restrict_violation';
  end if;
  update public.guichet set configuration = voulus, nom = voulus ->> 'nom', revision = depuis + 1
    where id = public.guichet_courant() and revision = depuis;
  return found;
end $$;
revoke all on function changer_reglages(integer, jsonb) from public;
grant execute on function changer_reglages(integer, jsonb) to guichet_app;
