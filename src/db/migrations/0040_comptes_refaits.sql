-- Counted wrong until here: sets of the inbox when 0011 changed what is next with dossiers that were decided, orders when 0023 was played by a plain owner, who saw
-- none of them. What is missing is added, as an act would: each statement reads rows and counts at one instant, and nobody waits. Guichet by guichet: the policy is
-- forced on the owner too.
do $$ declare g uuid; begin
  for g in select id from guichet loop
    perform set_config('app.guichet_id', g::text, true);
    insert into instruction_compte (guichet_id, cle, appel_id, etat, suite, volet, departement_pilote, departements, tout_territoire, jour, nombre, cout, aide)
    select guichet_id, md5(row(appel_id, etat, suite, volet, departement_pilote, departements, tout_territoire, jour)::text)::uuid, appel_id, etat, suite, volet,
      departement_pilote, departements, tout_territoire, jour, sum(nombre), sum(cout), sum(aide)
    from (
      select guichet_id, appel_id, etat, suite, volet, departement_pilote, departements, tout_territoire, (echeance at time zone 'Europe/Paris')::date as jour,
        1 as nombre, coalesce(cout_global, 0) as cout, coalesce(aide_demandee, 0) as aide from instruction where guichet_id = g
      union all
      select guichet_id, appel_id, etat, suite, volet, departement_pilote, departements, tout_territoire, jour, -nombre, -cout, -aide from instruction_compte
        where guichet_id = g
    ) t
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 having sum(nombre) <> 0 or sum(cout) <> 0 or sum(aide) <> 0;
    insert into commande_compte as k (bilan_id, dossier_id, guichet_id, pays, departement, nature, nombre, ht)
    select bilan_id, dossier_id, guichet_id, pays, departement, nature, sum(nombre), sum(ht)
    from (
      select c.bilan_id, c.dossier_id, c.guichet_id, c.pays, c.departement, e.nature, 1 as nombre, c.ht from commande c left join depense e on e.id = c.depense_id
        where c.guichet_id = g and c.retiree_le is null
      union all
      select bilan_id, dossier_id, guichet_id, pays, departement, nature, -nombre, -ht from commande_compte where guichet_id = g
    ) t
    group by 1, 2, 3, 4, 5, 6 having sum(nombre) <> 0 or sum(ht) <> 0
    on conflict (bilan_id, pays, departement, nature) do update set nombre = k.nombre + excluded.nombre, ht = k.ht + excluded.ht;
  end loop;
end $$;
