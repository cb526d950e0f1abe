-- What a trigger checks across rows holds whoever acts at once: both sides take the same row before they look, always the dossier before what hangs on it.

-- A payment, or one that is cancelled, and a decision of the same dossier follow one another.
create or replace function compter_versement() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare delta bigint := case when new.nature = 'reversement' then -new.montant else new.montant end;
begin
  if tg_op = 'UPDATE' then
    if (new.dossier_id, new.nature, new.montant, new.calcul) is distinct from (old.dossier_id, old.nature, old.montant, old.calcul) or old.annule_le is not null then
      raise exception 'un versement ordonné ne change plus' using errcode = 'restrict_violation';
    end if;
    if new.annule_le is null then return null; end if;
    delta := -delta;
  end if;
  perform from public.dossier d where d.id = new.dossier_id and d.guichet_id = new.guichet_id for no key update;
  update public.suivi s set verse = s.verse + delta where s.dossier_id = new.dossier_id and s.guichet_id = new.guichet_id;
  if not found then raise exception 'ce dossier n’est pas suivi' using errcode = 'restrict_violation'; end if;
  return null;
end $$;
-- The row is written, not only locked: a transaction that reads at one instant (repeatable read) is refused instead of checking what is no longer so.
create or replace function versements_tenus() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_table_name = 'decision' then
    update public.suivi s set verse = s.verse where s.dossier_id = new.dossier_id and s.guichet_id = new.guichet_id;
  end if;
  if exists (select from public.suivi s where s.dossier_id = new.dossier_id and s.verse > public.accorde_a(s.dossier_id)) then
    raise exception 'les versements dépassent l’aide accordée' using errcode = 'check_violation', constraint = 'versements_tenus';
  end if;
  return null;
end $$;

-- A score and the end of its grid.
create or replace function note_ouverte() returns trigger language plpgsql as $$
declare g record;
begin
  for g in select x.finalisee_le from grille x where x.id in (new.grille_id, old.grille_id) order by x.id for no key update loop
    if g.finalisee_le is not null then raise exception 'une grille finalisée ne change plus' using errcode = 'restrict_violation'; end if;
  end loop;
  return coalesce(new, old);
end $$;

-- A score and a conflict of interests: the seat of the member.
create or replace function grille_sans_conflit() returns trigger language plpgsql as $$
begin
  perform from seance_membre m where m.id = new.membre_id for no key update;
  if exists (select from conflit where membre_id = new.membre_id and dossier_id = new.dossier_id and declare = 'conflit') then
    raise exception 'un membre déporté ne note pas' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create function conflit_dit() returns trigger language plpgsql as $$
begin
  perform from seance_membre m where m.id = new.membre_id for no key update;
  return new;
end $$;
create trigger dit before insert on conflit for each row execute function conflit_dit();

-- What the inbox shows of a dossier is read once its row is held: of two acts at once, the second sees what the first did. In one order, so that two acts on many
-- dossiers do not wait for each other.
create or replace function instruction_en_cours(ids uuid[]) returns void language sql as $$
  select from instruction where dossier_id = any(ids) order by dossier_id for no key update;
  update instruction i set verdicts = v.verdicts, non_respectees = v.non_respectees, a_completer = v.a_completer, a_verifier = v.a_verifier,
    attentions = v.attentions, pieces_manquantes = c.pieces, points_attendus = c.attendus, points_recus = c.recus, complement_avant = c.avant,
    fiche_terminee = r.termine_le is not null, montant_propose = r.montant
  from instruction j
  left join rapport r on r.dossier_id = j.dossier_id
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('regle', x.regle, 'resultat', x.resultat, 'humain', x.humain) order by x.rang), '[]') as verdicts,
      count(*) filter (where x.resultat = 'non_respectee') as non_respectees, count(*) filter (where x.resultat = 'a_completer') as a_completer,
      count(*) filter (where x.resultat = 'a_verifier') as a_verifier, count(*) filter (where x.resultat = 'attention') as attentions
    from (select w.rang, w.regle, coalesce(h.resultat, w.resultat) as resultat, h.resultat is not null as humain from verdict w
      left join lateral (select y.resultat from verdict_humain y where y.dossier_id = j.dossier_id and y.regle = w.regle
        order by y.rendu_le desc, y.id desc limit 1) h on true
      where w.depot_id = j.depot_id) x) v
  cross join lateral (
    select count(*) filter (where k.repondu_le is null) as attendus, count(*) filter (where k.repondu_le is not null) as recus,
      min(k.echeance) filter (where k.repondu_le is null) as avant,
      coalesce(array_agg(distinct o.piece) filter (where o.piece is not null), '{}') as pieces
    from complement k join complement_point o on o.complement_id = k.id
    where k.dossier_id = j.dossier_id and k.annule_le is null and o.decision is null) c
  where j.dossier_id = any(ids) and i.dossier_id = j.dossier_id
    -- a row that would say the same is not written again: the counts of the inbox do not move
    and (i.verdicts, i.non_respectees, i.a_completer, i.a_verifier, i.attentions, i.pieces_manquantes, i.points_attendus, i.points_recus, i.complement_avant,
      i.fiche_terminee, i.montant_propose) is distinct from (v.verdicts, v.non_respectees::integer, v.a_completer::integer, v.a_verifier::integer,
      v.attentions::integer, c.pieces, c.attendus::integer, c.recus::integer, c.avant, r.termine_le is not null, r.montant)
$$;
