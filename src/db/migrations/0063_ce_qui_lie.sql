-- What binds a lauréat is its last signed act. The decision in force is what that act says: once an act is signed, the signature of an amendment changes it, or a
-- porteur who gives up, and nothing else.

-- What a granted amendment will take of each envelope when its act is signed: [{id, montant}], cents.
alter table avenant add column imputations jsonb not null default '[]';
grant update (imputations) on avenant to guichet_app;
-- An amendment is written on the decision that it changes; its signature puts the new one in its place.
grant update (decision_id) on acte to guichet_app;

-- An increase that is granted is held in the envelope until the act is signed: nobody else is promised that money. A decrease gives nothing back before.
create function avenant_reserve() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from public.dossier d where d.id = new.dossier_id and d.guichet_id = new.guichet_id for no key update;
  insert into public.mouvement (enveloppe_id, guichet_id, dossier_id, montant, instant)
  select i.id, new.guichet_id, new.dossier_id, i.montant - t.tenu, new.decide_le
  from jsonb_to_recordset(new.imputations) as i (id uuid, montant bigint)
  cross join lateral (select coalesce(sum(m.montant), 0) as tenu from public.mouvement m where m.enveloppe_id = i.id and m.dossier_id = new.dossier_id) t
  where i.montant > t.tenu order by i.id;
  return null;
end $$;
create trigger reserver after update on avenant for each row when (old.sens is null and new.sens = 'accorde') execute function avenant_reserve();

-- Its act withdrawn before it is signed, the envelope holds what the decision in force says, as before.
create function avenant_rendu() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from public.dossier d where d.id = new.dossier_id and d.guichet_id = new.guichet_id for no key update;
  insert into public.mouvement (enveloppe_id, guichet_id, dossier_id, montant, instant)
  select t.enveloppe_id, new.guichet_id, new.dossier_id, coalesce(i.montant, 0) - t.tenu, new.retire_le
  from (select m.enveloppe_id, sum(m.montant) as tenu from public.mouvement m where m.dossier_id = new.dossier_id group by m.enveloppe_id) t
  left join public.imputation i on i.enveloppe_id = t.enveloppe_id and i.decision_id = (select d.id from public.decision d where d.dossier_id = new.dossier_id
    and not exists (select from public.decision r where r.remplace_id = d.id))
  where coalesce(i.montant, 0) <> t.tenu order by t.enveloppe_id;
  return null;
end $$;
create trigger rendre after update on acte for each row when (new.nature = 'avenant' and old.retire_le is null and new.retire_le is not null)
  execute function avenant_rendu();

-- Both sides write the row of the lauréat before they look: a decision and a signature at the same instant follow one another.
create function decision_signee() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update public.suivi s set verse = s.verse where s.dossier_id = new.dossier_id and s.guichet_id = new.guichet_id;
  if exists (select from public.acte a where a.dossier_id = new.dossier_id and a.nature <> 'avenant' and a.signe_le is not null and a.retire_le is null)
    and not exists (select from public.acte a where a.decision_id = new.id and a.nature = 'avenant' and a.signe_le is not null)
    and not exists (select from public.dossier d where d.id = new.dossier_id and d.etat in ('renonce', 'retire')) then
    raise exception 'un acte est signé : seul un avenant signé change la décision' using errcode = 'restrict_violation';
  end if;
  return null;
end $$;
create constraint trigger signee after insert on decision deferrable initially deferred for each row execute function decision_signee();

create function acte_de_la_decision() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update public.suivi s set verse = s.verse where s.dossier_id = new.dossier_id and s.guichet_id = new.guichet_id;
  if exists (select from public.decision r where r.remplace_id = new.decision_id) then
    raise exception 'cet acte ne dit plus la décision en vigueur' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger de_la_decision before update on acte for each row when (new.nature <> 'avenant' and old.signe_le is null and new.signe_le is not null)
  execute function acte_de_la_decision();
-- A signed act stays on the decision that it says.
create function acte_signe_lie() returns trigger language plpgsql as $$
begin
  raise exception 'un acte signé garde sa décision' using errcode = 'restrict_violation';
end $$;
create trigger lie before update of decision_id on acte for each row when (old.decision_id <> new.decision_id and (old.signe_le is not null or new.signe_le is null))
  execute function acte_signe_lie();

