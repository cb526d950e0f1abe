-- The comité: its séances, what its members declare and score, the envelope and its ledger, the decisions and what is told of them.

-- A member of the comité sits for a département, or for the region when none is named.
alter table role drop constraint role_role_check;
alter table role add constraint role_role_check
  check (role in ('referent_departemental', 'referent_regional', 'administrateur', 'lecteur', 'membre_comite'));

-- `delibere`: decided, and told to nobody outside yet. The last three are what was notified.
alter table dossier drop constraint dossier_etat_check;
alter table dossier add constraint dossier_etat_check check (etat in ('brouillon', 'depose', 'en_instruction', 'irrecevable', 'au_comite', 'delibere',
  'retenu', 'liste_complementaire', 'non_retenu', 'abandonne', 'retire'));
alter table instruction drop constraint instruction_etat_check;
alter table instruction add constraint instruction_etat_check check (etat in ('depose', 'en_instruction', 'irrecevable', 'au_comite', 'delibere', 'retenu',
  'liste_complementaire', 'non_retenu', 'retire'));

-- A sitting of the comité, pinned to the version of the call whose composition, quorum and criteria it applies.
create table seance (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  appel_id uuid not null references appel,
  appel_version_id uuid not null references appel_version,
  tenue_le timestamptz not null,
  lieu text not null check (lieu <> ''),
  quorum integer not null check (quorum >= 1),
  etat text not null default 'preparee' check (etat in ('preparee', 'ouverte', 'close')),
  president_id uuid,
  creee_par uuid not null references compte,
  creee_le timestamptz not null,
  ouverte_par uuid references compte,
  ouverte_le timestamptz,
  close_par uuid references compte,
  close_le timestamptz,
  check ((etat = 'preparee') = (ouverte_le is null)),
  check ((etat = 'close') = (close_le is not null))
);
create index on seance (guichet_id, tenue_le desc);
create index on seance (appel_id);

-- Who sits: `college` and `departement` are the seat's, `siege` its place in the composition of the call. One who is replaced keeps the row.
create table seance_membre (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  seance_id uuid not null references seance,
  compte_id uuid not null references compte,
  siege integer not null check (siege >= 0),
  college text not null check (college in ('regional', 'departemental', 'autre')),
  departement text,
  presence text check (presence in ('present', 'excuse', 'absent')),
  retire_le timestamptz,
  unique (seance_id, id),
  check ((college = 'departemental') = (departement is not null))
);
create unique index seance_membre_une_fois on seance_membre (seance_id, compte_id) where retire_le is null;
create index on seance_membre (guichet_id, compte_id);
alter table seance add constraint seance_presidee foreign key (id, president_id) references seance_membre (seance_id, id);

-- The agenda.
create table seance_dossier (
  seance_id uuid not null references seance,
  dossier_id uuid not null references dossier,
  guichet_id uuid not null references guichet,
  rang integer not null check (rang >= 1),
  retire_le timestamptz,
  primary key (seance_id, dossier_id)
);
create index on seance_dossier (dossier_id);

-- What a member says of their interests in a dossier, once each way: no conflict, then perhaps one, which is never taken back. `structure`: the
-- member speaks for the bearer or a partner, and it is a conflict by law.
create table conflit (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  seance_id uuid not null references seance,
  membre_id uuid not null references seance_membre,
  compte_id uuid not null references compte,
  dossier_id uuid not null references dossier,
  declare text not null check (declare in ('aucun', 'conflit')),
  origine text not null check (origine in ('declaration', 'structure')),
  motif text not null default '',
  declare_le timestamptz not null,
  unique (membre_id, dossier_id, declare),
  check (declare = 'conflit' or (origine = 'declaration' and motif = '')),
  check (declare = 'aucun' or motif <> '')
);
create index on conflit (guichet_id, compte_id, dossier_id) where declare = 'conflit';
create index on conflit (dossier_id);
create trigger inalterable before update or delete or truncate on conflit for each statement execute function refuser_modification();

-- A member's scores of a dossier. Once finalised they no longer change, unless the dossier did.
create table grille (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  seance_id uuid not null references seance,
  membre_id uuid not null references seance_membre,
  dossier_id uuid not null references dossier,
  -- lets the member's own windows tell who wrote last
  revision integer not null default 1,
  avis text not null default '',
  modifiee_le timestamptz not null,
  finalisee_le timestamptz,
  -- the version that was judged
  depot_id uuid references depot,
  unique (membre_id, dossier_id),
  check ((finalisee_le is null) = (depot_id is null))
);
create index on grille (seance_id, dossier_id);

-- A score is pinned to the version of the dossier that it judged. A comment may come before its score.
create table note (
  grille_id uuid not null references grille,
  critere text not null,
  guichet_id uuid not null references guichet,
  depot_id uuid not null references depot,
  valeur integer,
  sans_objet boolean not null default false,
  commentaire text not null default '',
  notee_le timestamptz not null,
  primary key (grille_id, critere),
  check (valeur is null or not sans_objet)
);
create function note_ouverte() returns trigger language plpgsql as $$
begin
  if exists (select from grille where id = coalesce(new.grille_id, old.grille_id) and finalisee_le is not null) then
    raise exception 'une grille finalisée ne change plus' using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end $$;
create trigger ouverte before insert or update or delete on note for each row execute function note_ouverte();
create function grille_sans_conflit() returns trigger language plpgsql as $$
begin
  if exists (select from conflit where membre_id = new.membre_id and dossier_id = new.dossier_id and declare = 'conflit') then
    raise exception 'un membre déporté ne note pas' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger sans_conflit before insert or update on grille for each row execute function grille_sans_conflit();

-- The debate on one dossier: who was there and not in conflict, and what was concluded.
create table deliberation (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  seance_id uuid not null references seance,
  dossier_id uuid not null references dossier,
  presents uuid[] not null,
  conclusion text not null default '',
  ouverte_le timestamptz not null,
  close_le timestamptz,
  unique (seance_id, dossier_id)
);

-- The money of a call. `accorde` and `mouvements` are the ledger's: nobody writes them, and the one check holds whoever acts at once.
create table enveloppe (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  appel_id uuid not null references appel,
  code text not null,
  libelle text not null,
  montant bigint not null check (montant >= 0),
  -- which dossiers may draw on it; all when null
  volets text[],
  departements text[],
  accorde bigint not null default 0,
  mouvements bigint not null default 0,
  creee_le timestamptz not null,
  unique (appel_id, code),
  constraint enveloppe_tenue check (accorde between 0 and montant)
);

-- A decision: added, never changed. Another one that replaces it gives the money back. `delibere` is not told outside before it is notified.
create table decision (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  dossier_id uuid not null references dossier,
  depot_id uuid not null references depot,
  -- none for a decision taken outside a séance: the reserve list moving up, a correction
  seance_id uuid references seance,
  remplace_id uuid unique references decision,
  sens text not null check (sens in ('retenu', 'partiel', 'liste_complementaire', 'non_retenu', 'sans_suite', 'ajourne')),
  -- cents
  montant bigint not null default 0 check (montant >= 0),
  base bigint check (base >= 0),
  rang integer check (rang >= 1),
  motif text not null default '',
  conditions text not null default '',
  prise_par uuid not null references compte,
  prise_le timestamptz not null,
  check ((sens in ('retenu', 'partiel')) = (montant > 0)),
  check (base is null or montant <= base),
  check ((sens = 'liste_complementaire') = (rang is not null)),
  check (sens not in ('non_retenu', 'sans_suite', 'ajourne') or motif <> '')
);
create unique index decision_premiere on decision (dossier_id) where remplace_id is null;
create index on decision (seance_id);
-- How much of it comes from which envelope: a dossier may draw on several.
create table imputation (
  decision_id uuid not null references decision,
  enveloppe_id uuid not null references enveloppe,
  guichet_id uuid not null references guichet,
  montant bigint not null check (montant > 0),
  primary key (decision_id, enveloppe_id)
);

-- The ledger of an envelope: written by the database alone, from decisions and withdrawals. `accorde` is what is granted once it is written.
create table mouvement (
  enveloppe_id uuid not null references enveloppe,
  rang bigint not null default 0,
  guichet_id uuid not null references guichet,
  dossier_id uuid not null references dossier,
  -- the decision that causes it; none when the porteur withdraws
  decision_id uuid references decision,
  montant bigint not null check (montant <> 0),
  accorde bigint not null default 0,
  instant timestamptz not null,
  primary key (enveloppe_id, rang)
);
create index on mouvement (dossier_id);

-- The row of the envelope is locked here and its check refuses any excess: this is the one way into the ledger.
create function inscrire_mouvement() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update public.enveloppe e set accorde = e.accorde + new.montant, mouvements = e.mouvements + 1
    where e.id = new.enveloppe_id and e.guichet_id = new.guichet_id returning e.accorde, e.mouvements into strict new.accorde, new.rang;
  return new;
end $$;
create trigger inscrire before insert on mouvement for each row execute function inscrire_mouvement();

-- Gives back all that a dossier holds.
create function liberer(dossier uuid, decision uuid, a_l_instant timestamptz) returns void language sql security definer set search_path = pg_catalog, public as $$
  insert into public.mouvement (enveloppe_id, guichet_id, dossier_id, decision_id, montant, instant)
  select m.enveloppe_id, m.guichet_id, m.dossier_id, decision, -sum(m.montant), a_l_instant from public.mouvement m
  where m.dossier_id = dossier group by m.enveloppe_id, m.guichet_id, m.dossier_id having sum(m.montant) <> 0 order by m.enveloppe_id
$$;
revoke all on function liberer from public;

create function decision_prise() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  -- the dossier is held against a withdrawal at the same instant
  perform from public.dossier d where d.id = new.dossier_id and d.guichet_id = new.guichet_id
    and d.etat in ('au_comite', 'delibere', 'retenu', 'liste_complementaire', 'non_retenu') for no key update;
  if not found then raise exception 'ce dossier n’est pas devant le comité' using errcode = 'restrict_violation'; end if;
  if new.remplace_id is not null and not exists (select from public.decision r where r.id = new.remplace_id and r.dossier_id = new.dossier_id) then
    raise exception 'une décision remplace celle du même dossier' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger prise before insert on decision for each row execute function decision_prise();
create function decision_libere() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform public.liberer(new.dossier_id, new.id, new.prise_le);
  return null;
end $$;
create trigger libere after insert on decision for each row execute function decision_libere();

create function imputer() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare d public.decision;
begin
  select * into strict d from public.decision x where x.id = new.decision_id and x.guichet_id = new.guichet_id;
  if exists (select from public.decision r where r.remplace_id = d.id) then
    raise exception 'cette décision est remplacée' using errcode = 'restrict_violation';
  end if;
  if not exists (select from public.enveloppe e join public.instruction i on i.appel_id = e.appel_id where e.id = new.enveloppe_id and i.dossier_id = d.dossier_id
    and (e.volets is null or i.volet = any(e.volets))
    and (e.departements is null or i.tout_territoire or i.departements && e.departements)) then
    raise exception 'ce dossier ne relève pas de cette enveloppe' using errcode = 'restrict_violation';
  end if;
  insert into public.mouvement (enveloppe_id, guichet_id, dossier_id, decision_id, montant, instant)
  values (new.enveloppe_id, new.guichet_id, d.dossier_id, d.id, new.montant, d.prise_le);
  return null;
end $$;
create trigger imputer after insert on imputation for each row execute function imputer();

-- At the end of the transaction, a decision and its imputations are the same amount.
create function decision_imputee() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare d uuid := case tg_table_name when 'decision' then (to_jsonb(new) ->> 'id')::uuid else (to_jsonb(new) ->> 'decision_id')::uuid end;
begin
  if (select x.montant from public.decision x where x.id = d)
    <> (select coalesce(sum(m.montant), 0) from public.imputation m where m.decision_id = d) then
    raise exception 'le montant d’une décision est la somme de ses imputations' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger imputee after insert on decision deferrable initially deferred for each row execute function decision_imputee();
create constraint trigger imputee after insert on imputation deferrable initially deferred for each row execute function decision_imputee();

-- A dossier that its porteur takes back holds nothing any more.
create function retrait_libere() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform public.liberer(new.id, null, new.modifie_le);
  return null;
end $$;
create trigger retrait_libere after update of etat on dossier for each row when (new.etat = 'retire' and old.etat <> 'retire') execute function retrait_libere();

do $$ declare t text; begin
  foreach t in array array['decision', 'imputation', 'mouvement'] loop
    execute format('create trigger inalterable before update or delete or truncate on %I for each statement execute function refuser_modification()', t);
  end loop;
end $$;

-- A saved allocation of the envelope: what it was asked, what came out, and with which engine, so that it can be played again.
create table scenario (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  seance_id uuid not null references seance,
  nom text not null check (nom <> ''),
  -- the one that it was duplicated from
  issu_de uuid references scenario,
  origine text not null check (origine in ('main', 'optimiseur')),
  revision integer not null default 1,
  probleme jsonb not null,
  resultat jsonb,
  moteur text,
  calcul text not null default 'aucun' check (calcul in ('aucun', 'demande', 'en_cours', 'fini', 'annule', 'echoue')),
  avancement jsonb,
  cree_par uuid not null references compte,
  cree_le timestamptz not null,
  modifie_par uuid not null references compte,
  modifie_le timestamptz not null,
  retire_le timestamptz,
  check ((resultat is null) = (moteur is null))
);
create unique index scenario_nomme on scenario (seance_id, lower(nom)) where retire_le is null;

-- The procès-verbal of a séance, in versions until one is frozen: then its SHA-256 proves it.
create table proces_verbal (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  seance_id uuid not null references seance,
  version integer not null check (version >= 1),
  contenu jsonb not null,
  etabli_par uuid not null references compte,
  etabli_le timestamptz not null,
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  cle text unique,
  fige_le timestamptz,
  unique (seance_id, version),
  check ((fige_le is null) = (sha256 is null) and (fige_le is null) = (cle is null))
);
create unique index proces_verbal_fige on proces_verbal (seance_id) where fige_le is not null;
create function proces_verbal_immuable() returns trigger language plpgsql as $$
begin
  if old.fige_le is not null then raise exception 'un procès-verbal figé ne change plus' using errcode = 'restrict_violation'; end if;
  return coalesce(new, old);
end $$;
create trigger immuable before update or delete on proces_verbal for each row execute function proces_verbal_immuable();
-- A member's signature of one version, with a reserve perhaps.
create table signature (
  proces_verbal_id uuid not null references proces_verbal,
  membre_id uuid not null references seance_membre,
  guichet_id uuid not null references guichet,
  reserve text not null default '',
  signee_le timestamptz not null,
  primary key (proces_verbal_id, membre_id)
);

-- The authority confirms a decision: from then on it may be notified.
create table confirmation (
  decision_id uuid primary key references decision,
  guichet_id uuid not null references guichet,
  confirmee_par uuid not null references compte,
  confirmee_le timestamptz not null
);

-- A letter to one structure about one decision; a correction is another letter. What it says is kept as it was written.
create table notification (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  decision_id uuid not null references confirmation,
  dossier_id uuid not null references dossier,
  structure_id uuid not null references structure,
  remplace_id uuid unique references notification,
  lettre jsonb not null,
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  cle text unique,
  preparee_par uuid not null references compte,
  preparee_le timestamptz not null,
  envoyee_le timestamptz,
  ouverte_par uuid references compte,
  ouverte_le timestamptz,
  check (envoyee_le is null or (sha256 is not null and cle is not null)),
  check (ouverte_le is null or envoyee_le is not null)
);
create unique index notification_premiere on notification (decision_id, structure_id) where remplace_id is null;
create index on notification (dossier_id);
create function notification_immuable() returns trigger language plpgsql as $$
begin
  if old.envoyee_le is not null and (new.lettre, new.sha256, new.cle, new.envoyee_le) is distinct from (old.lettre, old.sha256, old.cle, old.envoyee_le) then
    raise exception 'une lettre envoyée ne change plus' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger immuable before update on notification for each row execute function notification_immuable();

do $$ declare t text; begin
  foreach t in array array['signature', 'confirmation'] loop
    execute format('create trigger inalterable before update or delete or truncate on %I for each statement execute function refuser_modification()', t);
  end loop;
  foreach t in array array['seance', 'seance_membre', 'seance_dossier', 'conflit', 'grille', 'note', 'deliberation', 'enveloppe', 'decision', 'imputation',
    'mouvement', 'scenario', 'proces_verbal', 'signature', 'confirmation', 'notification'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy guichet on %I using (guichet_id = (select guichet_courant()))', t);
  end loop;
end $$;
grant select, insert on conflit, decision, imputation, signature, confirmation to guichet_app;
grant select on mouvement, enveloppe to guichet_app;
grant insert (id, guichet_id, appel_id, code, libelle, montant, volets, departements, creee_le), update (libelle, montant) on enveloppe to guichet_app;
grant select, insert, update on seance, seance_membre, seance_dossier, grille, note, deliberation, scenario, proces_verbal, notification to guichet_app;
