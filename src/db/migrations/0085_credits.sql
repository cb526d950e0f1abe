-- An envelope lives: money comes in, goes out, passes to another one of the same call, is kept back and given free. Each of these is a line of a ledger that is only
-- added to; `montant` and `reserve` of the envelope are what it says, and neither ever goes below what is granted.

alter table enveloppe add column reserve bigint not null default 0 check (reserve >= 0);
-- what is kept back is not there to be granted
alter table enveloppe drop constraint enveloppe_tenue;
alter table enveloppe add constraint enveloppe_tenue check (accorde >= 0 and accorde <= montant - reserve);

-- `enveloppe_id` is where the money comes from, or the one that it bears on; `vers_id` where it goes. The guichet itself opens: nobody is then its author.
create table mouvement_credits (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  appel_id uuid not null references appel,
  -- by call, without a gap: the database's
  numero integer not null default 0,
  -- `maintien`: a version of the call says another amount, and somebody keeps this one
  genre text not null check (genre in ('ouverture', 'abondement', 'reduction', 'transfert', 'reserve', 'liberation', 'maintien')),
  enveloppe_id uuid not null references enveloppe,
  vers_id uuid references enveloppe,
  montant bigint not null,
  raison text not null check (raison <> '' and length(raison) <= 500),
  -- the version of the call that it comes from, or answers
  appel_version_id uuid references appel_version,
  -- the movement that it undoes
  annule_id uuid unique references mouvement_credits,
  par uuid references compte,
  instant timestamptz not null,
  -- how long the ledger of what is granted was, of each envelope, when it was written
  rang bigint not null default 0,
  vers_rang bigint,
  unique (appel_id, numero),
  check (case genre when 'ouverture' then montant >= 0 when 'maintien' then montant = 0 else montant > 0 end),
  check ((genre = 'transfert') = (vers_id is not null)),
  check (vers_id is distinct from enveloppe_id),
  check ((genre = 'ouverture') = (par is null))
);
create unique index mouvement_credits_ouverture on mouvement_credits (enveloppe_id) where genre = 'ouverture';
create index on mouvement_credits (enveloppe_id);
create index on mouvement_credits (vers_id) where vers_id is not null;
create index on mouvement_credits (appel_version_id) where appel_version_id is not null;

-- The paper that a movement rests on, which may come some days after it.
create table document_credits (
  mouvement_id uuid primary key references mouvement_credits,
  guichet_id uuid not null references guichet,
  nom text not null,
  taille integer not null check (taille > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  cle text not null unique,
  depose_par uuid not null references compte,
  depose_le timestamptz not null
);

-- The one way to change what an envelope holds. The call is taken first, for the numbers, then its envelopes in the order in which decisions take them.
create function inscrire_credits() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  defait public.mouvement_credits;
  -- what this one does to the envelope, and to what it keeps back
  plus bigint := case new.genre when 'abondement' then new.montant when 'reduction' then -new.montant when 'transfert' then -new.montant else 0 end;
  garde bigint := case new.genre when 'reserve' then new.montant when 'liberation' then -new.montant else 0 end;
  perdante uuid;
  depuis bigint;
begin
  perform from public.appel a where a.id = new.appel_id and a.guichet_id = new.guichet_id for no key update;
  perform from public.enveloppe e where e.id in (new.enveloppe_id, new.vers_id) and e.guichet_id = new.guichet_id order by e.creee_le, e.id for no key update;
  if exists (select from unnest(array[new.enveloppe_id, new.vers_id]) x where x is not null
    and not exists (select from public.enveloppe e where e.id = x and e.appel_id = new.appel_id and e.guichet_id = new.guichet_id)) then
    raise exception 'un mouvement reste dans un appel' using errcode = 'restrict_violation';
  end if;
  if new.annule_id is not null then
    select * into strict defait from public.mouvement_credits m where m.id = new.annule_id and m.guichet_id = new.guichet_id;
    if defait.annule_id is not null or (new.genre, new.enveloppe_id, new.vers_id, new.montant) is distinct from (
      case defait.genre when 'abondement' then 'reduction' when 'reduction' then 'abondement' when 'reserve' then 'liberation' when 'liberation' then 'reserve'
        when 'transfert' then 'transfert' end,
      coalesce(defait.vers_id, defait.enveloppe_id), case when defait.vers_id is not null then defait.enveloppe_id end, defait.montant) then
      raise exception 'défaire, c’est faire l’inverse d’un mouvement' using errcode = 'restrict_violation';
    end if;
    -- the envelope that had gained by it gives it back: nothing may have been granted upon it
    perdante := case when defait.genre in ('abondement', 'liberation') then defait.enveloppe_id else defait.vers_id end;
    depuis := case when defait.genre = 'transfert' then defait.vers_rang else defait.rang end;
    if exists (select from public.mouvement m where m.enveloppe_id = perdante and m.rang > depuis and m.montant > 0) then
      raise exception 'quelque chose est décidé depuis sur ce mouvement' using errcode = 'restrict_violation';
    end if;
  end if;
  select coalesce(max(m.numero), 0) + 1 into new.numero from public.mouvement_credits m where m.appel_id = new.appel_id;
  update public.enveloppe e set montant = e.montant + plus, reserve = e.reserve + garde where e.id = new.enveloppe_id returning e.mouvements into strict new.rang;
  if new.vers_id is not null then
    update public.enveloppe e set montant = e.montant + new.montant where e.id = new.vers_id returning e.mouvements into strict new.vers_rang;
  end if;
  return new;
end $$;
create trigger inscrire before insert on mouvement_credits for each row execute function inscrire_credits();

-- An envelope opens by a line of its ledger, whoever opens it.
create function ecrire_ouverture(e enveloppe) returns void language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into public.mouvement_credits (id, guichet_id, appel_id, genre, enveloppe_id, montant, raison, appel_version_id, instant)
  select gen_random_uuid(), e.guichet_id, e.appel_id, 'ouverture', e.id, e.montant, coalesce('Publication de l’appel, version ' || v.numero, 'Ouverture de l’enveloppe'), v.id, e.creee_le
  from (select 1) un left join lateral (select v.id, v.numero from public.appel_version v where v.appel_id = e.appel_id and v.guichet_id = e.guichet_id
    and v.publiee_le <= e.creee_le order by v.numero desc limit 1) v on true
$$;
revoke all on function ecrire_ouverture from public;
create function enveloppe_ouverte() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform public.ecrire_ouverture(new);
  return null;
end $$;
create trigger ouverte after insert on enveloppe for each row execute function enveloppe_ouverte();

do $$ declare t text; begin
  foreach t in array array['mouvement_credits', 'document_credits'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy guichet on %I using (guichet_id = (select guichet_courant()))', t);
    execute format('create trigger inalterable before update or delete or truncate on %I for each statement execute function refuser_modification()', t);
  end loop;
end $$;
grant select on mouvement_credits to guichet_app;
grant insert (id, guichet_id, appel_id, genre, enveloppe_id, vers_id, montant, raison, appel_version_id, annule_id, par, instant) on mouvement_credits to guichet_app;
grant select, insert on document_credits to guichet_app;

-- Those that are open already open in their ledger too, at the instant at which they did.
do $$ declare g uuid; e enveloppe; begin
  for g in select id from guichet loop
    perform set_config('app.guichet_id', g::text, true);
    for e in select * from enveloppe where guichet_id = g order by creee_le, id loop
      perform ecrire_ouverture(e);
    end loop;
  end loop;
end $$;
