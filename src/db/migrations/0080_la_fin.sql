-- The end of a project is what was said last: an end that a bilan announced is no longer that of the project once an act is signed that says another, nor once
-- that bilan is sent back. Guichet by guichet: the policy is forced on a plain owner too.
do $$ declare g uuid; begin
  for g in select id from guichet loop
    perform set_config('app.guichet_id', g::text, true);
    update suivi u set fin_annoncee = x.fin_annoncee
    from suivi s
    left join lateral (select b.fin_annoncee, b.depose_le from bilan b where b.dossier_id = s.dossier_id and b.etat in ('depose', 'accepte')
      order by b.rang desc limit 1) b on true
    left join lateral (select max(a.signe_depose_le) as le from acte a left join avenant v on v.acte_id = a.id
      where a.dossier_id = s.dossier_id and a.signe_le is not null and a.retire_le is null and (a.nature <> 'avenant' or v.demande ? 'fin')) q on true
    cross join lateral (select case when q.le is null or b.depose_le >= q.le then b.fin_annoncee end as fin_annoncee) x
    where u.guichet_id = g and s.guichet_id = g and u.dossier_id = s.dossier_id and u.fin_annoncee is distinct from x.fin_annoncee;
  end loop;
end $$;
