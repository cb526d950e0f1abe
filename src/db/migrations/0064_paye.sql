-- Two sums of a lauréat, both kept from `versement`: `verse`, what is ordered less what is asked back, which ceilings are held against; `paye`, what was really
-- paid less what really came back, which is what « versé » says wherever it is read.
alter table suivi add column paye bigint not null default 0;

create or replace function compter_versement() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  somme bigint := case when new.nature = 'reversement' then -new.montant else new.montant end;
  ordonne bigint := 0;
  paiement bigint := 0;
begin
  if tg_op = 'UPDATE' then
    if (new.dossier_id, new.nature, new.montant, new.calcul) is distinct from (old.dossier_id, old.nature, old.montant, old.calcul) or old.annule_le is not null then
      raise exception 'un versement ordonné ne change plus' using errcode = 'restrict_violation';
    end if;
    if new.annule_le is not null then ordonne := -somme; end if;
    if old.verse_le is null and new.verse_le is not null then paiement := somme; end if;
  else
    ordonne := somme;
    if new.verse_le is not null then paiement := somme; end if;
  end if;
  if ordonne = 0 and paiement = 0 then return null; end if;
  perform from public.dossier d where d.id = new.dossier_id and d.guichet_id = new.guichet_id for no key update;
  update public.suivi s set verse = s.verse + ordonne, paye = s.paye + paiement where s.dossier_id = new.dossier_id and s.guichet_id = new.guichet_id;
  if not found then raise exception 'ce dossier n’est pas suivi' using errcode = 'restrict_violation'; end if;
  return null;
end $$;

-- Guichet by guichet: the policy is forced on a plain owner too.
do $$ declare g uuid; begin
  for g in select id from guichet loop
    perform set_config('app.guichet_id', g::text, true);
    update suivi s set paye = p.paye
    from (select dossier_id, sum(case nature when 'reversement' then -montant else montant end) as paye from versement where verse_le is not null group by dossier_id) p
    where s.guichet_id = g and p.dossier_id = s.dossier_id;
  end loop;
end $$;
