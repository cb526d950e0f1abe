-- A field that is saved in a draft, or in a dossier open for changes, tells the inbox nothing: what was filed stands there. Triggers that see all the rows of an act
-- fire for each statement, whatever it changed, even no row: they leave at once when nothing that they count has.
create or replace function instruction_suit_dossier() returns trigger language plpgsql as $$
declare nouveaux uuid[];
begin
  if not exists (select from nouvelles n join anciennes a on a.id = n.id where n.etat not in ('brouillon', 'abandonne')
    and (n.rouvert_le is null or (n.etat, n.rouvert_le) is distinct from (a.etat, a.rouvert_le))) then return null; end if;
  nouveaux := array(select n.id from nouvelles n left join instruction i on i.dossier_id = n.id
    where n.etat not in ('brouillon', 'abandonne') and n.rouvert_le is null
      and i.depot_id is distinct from (select x.id from depot x where x.dossier_id = n.id order by x.version desc limit 1));
  if cardinality(nouveaux) > 0 then perform instruction_du_depot(nouveaux); end if;
  update instruction i set etat = n.etat, rouvert_le = n.rouvert_le from nouvelles n
    where i.dossier_id = n.id and (i.etat <> n.etat or i.rouvert_le is distinct from n.rouvert_le);
  return null;
end $$;
create or replace trigger instruction_suit after update on dossier referencing old table as anciennes new table as nouvelles
  for each statement execute function instruction_suit_dossier();

create or replace function compter_instruction() returns trigger language plpgsql as $$
declare source text := case tg_op when 'INSERT' then 'select 1 as s, * from nouvelles' when 'DELETE' then 'select -1 as s, * from anciennes'
  else 'select 1 as s, * from nouvelles union all select -1 as s, * from anciennes' end;
begin
  if tg_op = 'UPDATE' then
    if not exists (select from nouvelles n join anciennes a on a.dossier_id = n.dossier_id where (n.guichet_id, n.appel_id, n.etat, n.suite, n.volet,
      n.departement_pilote, n.departements, n.tout_territoire, n.echeance_jour, n.cout_global, n.aide_demandee, n.epci_siren, n.etiquettes)
      is distinct from (a.guichet_id, a.appel_id, a.etat, a.suite, a.volet, a.departement_pilote, a.departements, a.tout_territoire, a.echeance_jour, a.cout_global,
      a.aide_demandee, a.epci_siren, a.etiquettes)) then return null; end if;
  end if;
  execute format($f$
    with delta as materialized (
      select md5(row(appel_id, etat, suite, volet, departement_pilote, departements, tout_territoire, jour)::text)::uuid as cle, t.*
      from (select guichet_id, appel_id, etat, suite, volet, departement_pilote, departements, tout_territoire,
          (echeance at time zone 'Europe/Paris')::date as jour, sum(s) as nombre, sum(s * coalesce(cout_global, 0)) as cout, sum(s * coalesce(aide_demandee, 0)) as aide
        from (%s) x group by 1, 2, 3, 4, 5, 6, 7, 8, 9) t
      where nombre <> 0 or cout <> 0 or aide <> 0
    ), pris as (
      delete from instruction_compte where ctid = any(array(select k.ctid from instruction_compte k
        where (k.guichet_id, k.cle) in (select d.guichet_id, d.cle from delta d) for update skip locked)) returning *
    )
    insert into instruction_compte
    select guichet_id, cle, appel_id, etat, suite, volet, departement_pilote, departements, tout_territoire, jour, sum(nombre), sum(cout), sum(aide)
    from (select guichet_id, cle, appel_id, etat, suite, volet, departement_pilote, departements, tout_territoire, jour, nombre, cout, aide from delta
      union all select * from pris) t
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 having sum(nombre) <> 0 or sum(cout) <> 0 or sum(aide) <> 0 $f$, source);
  execute format($f$
    with delta as materialized (
      select md5(row(genre, valeur, appel_id, volet, departements, tout_territoire)::text)::uuid as cle, t.*
      from (select guichet_id, genre, valeur, appel_id, volet, departements, tout_territoire, sum(s) as nombre
        from (%s) x, lateral (select 'epci' as genre, x.epci_siren as valeur where x.epci_siren is not null
          union all select 'etiquette', e from unnest(x.etiquettes) e) v
        group by 1, 2, 3, 4, 5, 6, 7) t
      where nombre <> 0
    ), pris as (
      delete from instruction_valeur where ctid = any(array(select k.ctid from instruction_valeur k
        where (k.guichet_id, k.cle) in (select d.guichet_id, d.cle from delta d) for update skip locked)) returning *
    )
    insert into instruction_valeur
    select guichet_id, cle, genre, valeur, appel_id, volet, departements, tout_territoire, sum(nombre)
    from (select guichet_id, cle, genre, valeur, appel_id, volet, departements, tout_territoire, nombre from delta union all select * from pris) t
    group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(nombre) <> 0 $f$, source);
  return null;
end $$;
