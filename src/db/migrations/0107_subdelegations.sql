-- In whose name a payment is ordered, and under which delegation: nothing for those of before, and for a call without signatories.
alter table versement add column signataire_id uuid references signataire, add column delegation_id uuid references delegation,
  add check (delegation_id is null or signataire_id is not null);
create index on versement (signataire_id) where signataire_id is not null;
create index on versement (delegation_id) where delegation_id is not null;

-- A delegate who may subdelegate, where the arrêté says so, and what they subdelegate: once, within what they hold. It ends with it.
alter table delegation add column subdelegable boolean not null default false, add column mere_id uuid references delegation,
  add check (mere_id <> id), add check (mere_id is null or not subdelegable);
create index on delegation (mere_id) where mere_id is not null;

create or replace function delegation_enregistree() returns trigger language plpgsql as $$
declare
  delegant signataire;
  delegue signataire;
  mere delegation;
begin
  select * into strict delegant from signataire s where s.id = new.delegant_id and s.guichet_id = new.guichet_id;
  select * into strict delegue from signataire s where s.id = new.delegue_id and s.guichet_id = new.guichet_id;
  if delegue.en_propre then raise exception 'l’autorité ne reçoit pas de délégation' using errcode = 'restrict_violation'; end if;
  if new.mere_id is null then
    if not delegant.en_propre then raise exception 'une délégation va de l’autorité à qui signe pour elle' using errcode = 'restrict_violation'; end if;
  else
    -- whoever ends the delegation, or signs under it, waits
    select * into strict mere from delegation d where d.id = new.mere_id and d.guichet_id = new.guichet_id for no key update;
    if not mere.subdelegable or mere.delegue_id <> new.delegant_id or mere.finie_le is not null
      or not new.natures <@ mere.natures
      or (mere.appel_id is not null and new.appel_id is distinct from mere.appel_id)
      or new.du < mere.du or coalesce(new.au, 'infinity'::date) > coalesce(mere.au, 'infinity'::date)
      or (mere.plafond_acte is not null and coalesce(new.plafond_acte, 9223372036854775807) > mere.plafond_acte)
      or (mere.plafond_total is not null and coalesce(new.plafond_total, 9223372036854775807) > mere.plafond_total) then
      raise exception 'une subdélégation reste dans ce que tient qui subdélègue' using errcode = 'restrict_violation';
    end if;
  end if;
  if new.enregistree_par in (delegant.compte_id, delegue.compte_id) then
    raise exception 'nul n’enregistre sa propre délégation' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- Two acts at once: the second waits for the first, then counts it. What is signed under a subdelegation counts for the delegation that it comes from too.
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
    select coalesce(sum(e.ajout), 0) into deja from emploi_delegation e
      where (e.delegation_id = d.id or e.delegation_id in (select y.id from delegation y where y.mere_id = d.id))
        and e.nature = new.nature and e.rendu_le is null;
    if deja + new.ajout > d.plafond_total then raise exception 'plafond de la délégation en tout' using errcode = 'restrict_violation'; end if;
  end loop;
  return new;
end $$;
