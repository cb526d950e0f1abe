-- What still counts, at the ceiling in all of its delegation, of an aid given up of which a part is kept; nothing written: all of it, as what was signed adds.
alter table emploi_delegation add column garde bigint check (garde >= 0 and garde <= ajout);
grant update (garde) on emploi_delegation to guichet_app;

-- The function of 0107, which counts what is kept.
create or replace function tenir_delegation() returns trigger language plpgsql as $$
declare
  d delegation;
  deja bigint;
begin
  -- the mother first: two subdelegations of one never wait each for the other
  for d in select x.* from delegation x where x.guichet_id = new.guichet_id
    and (x.id = new.delegation_id or x.id = (select y.mere_id from delegation y where y.id = new.delegation_id))
    order by (x.mere_id is not null), x.id for no key update
  loop
    if d.finie_le is not null or not new.nature = any (d.natures) then
      raise exception 'la délégation ne couvre pas cet acte' using errcode = 'restrict_violation';
    end if;
    if new.montant > d.plafond_acte then raise exception 'plafond de la délégation par acte' using errcode = 'restrict_violation'; end if;
    select coalesce(sum(coalesce(e.garde, e.ajout)), 0) into deja from emploi_delegation e
      where (e.delegation_id = d.id or e.delegation_id in (select y.id from delegation y where y.mere_id = d.id))
        and e.nature = new.nature and e.rendu_le is null;
    if deja + new.ajout > d.plafond_total then raise exception 'plafond de la délégation en tout' using errcode = 'restrict_violation'; end if;
  end loop;
  return new;
end $$;

-- Aids given up before: what was kept of each is its decision in force.
do $$ declare g uuid; begin
  for g in select id from guichet loop
    perform set_config('app.guichet_id', g::text, true);
    update emploi_delegation e set garde = greatest(0, least(s.ajout, s.garde - s.avant)) from (
      select x.id, x.ajout, d.montant as garde,
        coalesce(sum(x.ajout) over (partition by x.dossier_id, x.nature order by x.instant, x.id rows between unbounded preceding and 1 preceding), 0) as avant
      from emploi_delegation x join dossier o on o.id = x.dossier_id and o.etat = 'renonce'
        join decision d on d.dossier_id = x.dossier_id and not exists (select from decision r where r.remplace_id = d.id)
      where x.guichet_id = g and x.nature in ('decision', 'acte') and x.rendu_le is null) s
    where s.id = e.id;
  end loop;
end $$;
