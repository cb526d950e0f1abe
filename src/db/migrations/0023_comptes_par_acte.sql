-- Orders are counted once an act, not once a row: a list of ten thousand comes in as quickly as they are written.
drop trigger compter on commande;
drop function compter_commande();

create function compter_commandes_ajoutees() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into public.commande_compte as k (bilan_id, dossier_id, guichet_id, pays, departement, nature, nombre, ht)
  select c.bilan_id, c.dossier_id, c.guichet_id, c.pays, c.departement, e.nature, count(*), sum(c.ht)
  from neuves c left join public.depense e on e.id = c.depense_id where c.retiree_le is null group by 1, 2, 3, 4, 5, 6
  on conflict (bilan_id, pays, departement, nature) do update set nombre = k.nombre + excluded.nombre, ht = k.ht + excluded.ht;
  return null;
end $$;
create trigger compter_ajouts after insert on commande referencing new table as neuves for each statement execute function compter_commandes_ajoutees();

create function compter_commandes_changees() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into public.commande_compte as k (bilan_id, dossier_id, guichet_id, pays, departement, nature, nombre, ht)
  select c.bilan_id, c.dossier_id, c.guichet_id, c.pays, c.departement, e.nature, sum(c.n), sum(c.n * c.ht)
  from (select 1 as n, x.* from neuves x union all select -1, x.* from anciennes x) c left join public.depense e on e.id = c.depense_id
  where c.retiree_le is null group by 1, 2, 3, 4, 5, 6
  on conflict (bilan_id, pays, departement, nature) do update set nombre = k.nombre + excluded.nombre, ht = k.ht + excluded.ht;
  return null;
end $$;
create trigger compter_changements after update on commande referencing old table as anciennes new table as neuves
  for each statement execute function compter_commandes_changees();

create function compter_commandes_effacees() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into public.commande_compte as k (bilan_id, dossier_id, guichet_id, pays, departement, nature, nombre, ht)
  select c.bilan_id, c.dossier_id, c.guichet_id, c.pays, c.departement, e.nature, -count(*), -sum(c.ht)
  from anciennes c left join public.depense e on e.id = c.depense_id where c.retiree_le is null group by 1, 2, 3, 4, 5, 6
  on conflict (bilan_id, pays, departement, nature) do update set nombre = k.nombre + excluded.nombre, ht = k.ht + excluded.ht;
  return null;
end $$;
create trigger compter_effacements after delete on commande referencing old table as anciennes
  for each statement execute function compter_commandes_effacees();
