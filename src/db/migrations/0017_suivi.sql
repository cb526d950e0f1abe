-- What follows a decision: the act that grants it, its payments, the bilans of the lauréat, its orders and the companies paid (C5.10).

-- One lauréat being followed. Days are civil days of the guichet; `fin` is the end agreed, moved by amendments, `fin_annoncee` what the last bilan
-- says. `verse`, in cents, is kept by the database from `versement`.
create table suivi (
  dossier_id uuid primary key references dossier,
  guichet_id uuid not null references guichet,
  etape text not null default 'notifie' check (etape in ('notifie', 'conventionne', 'en_cours', 'solde', 'abandonne')),
  -- bilans are owed from this day: none before the event that the call names
  depart date,
  debut date,
  fin_initiale date,
  fin date,
  fin_annoncee date,
  acheve_le date,
  verse bigint not null default 0 check (verse >= 0),
  ouvert_le timestamptz not null,
  clos_le timestamptz,
  motif_cloture text not null default '',
  check ((etape in ('solde', 'abandonne')) = (clos_le is not null)),
  check (fin is null or debut is null or fin >= debut)
);
create index on suivi (guichet_id, etape);

-- The arrêté or the convention of a lauréat, and each document that amends it. What it says is kept as it was written; the signed copy beside it.
create table acte (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  dossier_id uuid not null references suivi,
  decision_id uuid not null references decision,
  rang integer not null check (rang >= 1),
  nature text not null check (nature in ('arrete', 'convention', 'avenant')),
  numero text not null check (numero <> ''),
  contenu jsonb not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  cle text not null unique,
  prepare_par uuid not null references compte,
  prepare_le timestamptz not null,
  envoye_le timestamptz,
  -- the day written on the signed copy, and the copy
  signe_le date,
  signe_sha256 text check (signe_sha256 ~ '^[0-9a-f]{64}$'),
  signe_cle text unique,
  signe_type_mime text,
  signe_par uuid references compte,
  signe_depose_le timestamptz,
  retire_le timestamptz,
  unique (dossier_id, rang),
  unique (guichet_id, numero),
  check ((signe_le is null) = (signe_cle is null) and (signe_le is null) = (signe_sha256 is null) and (signe_le is null) = (signe_depose_le is null))
);
create function acte_immuable() returns trigger language plpgsql as $$
begin
  if (new.contenu, new.sha256, new.cle, new.numero, new.nature) is distinct from (old.contenu, old.sha256, old.cle, old.numero, old.nature)
    or old.signe_le is not null and (new.signe_le, new.signe_cle, new.signe_sha256, new.retire_le) is distinct from (old.signe_le, old.signe_cle, old.signe_sha256, old.retire_le) then
    raise exception 'un acte établi ne change plus' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger immuable before update on acte for each row execute function acte_immuable();

-- A change asked of what was granted: the end, the object, the amount (down, or up within the envelope), a partner. Asked, instructed, decided.
create table avenant (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  dossier_id uuid not null references suivi,
  objets text[] not null check (objets <@ array['delai', 'objet', 'montant', 'partenaire'] and cardinality(objets) > 0),
  motif text not null check (motif <> ''),
  -- {fin?, objet?, montant?, partenaire?}
  demande jsonb not null,
  demande_par uuid not null references compte,
  demande_le timestamptz not null,
  retire_le timestamptz,
  avis text not null default '',
  instruit_par uuid references compte,
  instruit_le timestamptz,
  sens text check (sens in ('accorde', 'refuse')),
  reponse text not null default '',
  decide_par uuid references compte,
  decide_le timestamptz,
  decision_id uuid references decision,
  acte_id uuid references acte,
  check ((sens is null) = (decide_le is null)),
  check (sens is distinct from 'refuse' or reponse <> ''),
  check (retire_le is null or sens is null)
);
create unique index avenant_en_attente on avenant (dossier_id) where sens is null and retire_le is null;
create index on avenant (dossier_id, demande_le desc);

-- A payment, or what is asked back. `calcul` keeps what its amount was computed from; amounts are cents.
create table versement (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  dossier_id uuid not null references suivi,
  nature text not null check (nature in ('avance', 'acompte', 'solde', 'reversement')),
  montant bigint not null check (montant > 0),
  calcul jsonb not null,
  ej text not null default '',
  dp text not null default '',
  ordonne_par uuid not null references compte,
  ordonne_le timestamptz not null,
  verse_le date,
  annule_le timestamptz,
  annule_par uuid references compte,
  annule_motif text not null default '',
  check (annule_le is null or annule_motif <> ''),
  check (annule_le is null or verse_le is null)
);
create index on versement (dossier_id, ordonne_le);
create unique index versement_avance_unique on versement (dossier_id) where nature = 'avance' and annule_le is null;
create unique index versement_solde_unique on versement (dossier_id) where nature = 'solde' and annule_le is null;

create function accorde_a(dossier uuid) returns bigint language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce((select d.montant from public.decision d where d.dossier_id = dossier
    and not exists (select from public.decision r where r.remplace_id = d.id)), 0)
$$;
revoke all on function accorde_a from public;
-- The row of the lauréat is locked here: payments never exceed what is granted, whoever acts at once.
create function compter_versement() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare delta bigint := case when new.nature = 'reversement' then -new.montant else new.montant end;
begin
  if tg_op = 'UPDATE' then
    if (new.dossier_id, new.nature, new.montant, new.calcul) is distinct from (old.dossier_id, old.nature, old.montant, old.calcul) or old.annule_le is not null then
      raise exception 'un versement ordonné ne change plus' using errcode = 'restrict_violation';
    end if;
    if new.annule_le is null then return null; end if;
    delta := -delta;
  end if;
  update public.suivi s set verse = s.verse + delta where s.dossier_id = new.dossier_id and s.guichet_id = new.guichet_id;
  if not found then raise exception 'ce dossier n’est pas suivi' using errcode = 'restrict_violation'; end if;
  return null;
end $$;
create trigger compter after insert or update on versement for each row execute function compter_versement();
-- Held again when the transaction ends: a decision that falls and what is asked back are written together.
create function versements_tenus() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if exists (select from public.suivi s where s.dossier_id = new.dossier_id and s.verse > public.accorde_a(s.dossier_id)) then
    raise exception 'les versements dépassent l’aide accordée' using errcode = 'check_violation', constraint = 'versements_tenus';
  end if;
  return null;
end $$;
create constraint trigger tenus after insert or update on versement deferrable initially deferred for each row execute function versements_tenus();
create constraint trigger versements_tenus after insert on decision deferrable initially deferred for each row execute function versements_tenus();

-- What a lauréat owes for one period of the call: its days, the day it is due, and what is being typed. `revision` tells two windows apart.
create table bilan (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  dossier_id uuid not null references suivi,
  rang integer not null check (rang >= 1),
  debut date not null,
  fin date not null check (fin >= debut),
  echeance date not null check (echeance >= fin),
  -- the last one: the project is completed
  final boolean not null default false,
  etat text not null default 'a_deposer' check (etat in ('a_deposer', 'depose', 'renvoye', 'accepte', 'sans_objet')),
  revision integer not null default 0,
  fin_annoncee date,
  difficultes text not null default '',
  ouvert_le timestamptz not null,
  modifie_par uuid references compte,
  modifie_le timestamptz,
  depose_le timestamptz,
  unique (dossier_id, rang),
  unique (dossier_id, fin),
  unique (dossier_id, id)
);
create index on bilan (guichet_id, etat, echeance);

-- Where a milestone of the dossier stands in a bilan, and what an indicator is worth.
create table bilan_jalon (
  bilan_id uuid not null references bilan,
  jalon_id uuid not null references jalon,
  guichet_id uuid not null references guichet,
  etat text not null check (etat in ('a_venir', 'en_cours', 'fait')),
  prevu_le date,
  fait_le date,
  avancement integer check (avancement between 0 and 100),
  primary key (bilan_id, jalon_id)
);
create table bilan_indicateur (
  bilan_id uuid not null references bilan,
  indicateur_id uuid not null references indicateur,
  guichet_id uuid not null references guichet,
  valeur numeric,
  primary key (bilan_id, indicateur_id)
);

-- An order paid with the aid: the company, by its SIRET when it is French, the département of its registered office, amounts in cents. It belongs to
-- the period in which it was said. `depense_id`: the line of the plan that it spends.
create table commande (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  dossier_id uuid not null references suivi,
  bilan_id uuid not null,
  siret text check (siret ~ '^\d{14}$'),
  pays text not null default 'FR' check (pays ~ '^[A-Z]{2}$'),
  entreprise text not null check (entreprise <> ''),
  departement text,
  objet text not null default '',
  ht bigint not null check (ht > 0),
  ttc bigint not null,
  commandee_le date not null,
  lot_id uuid references lot,
  depense_id uuid references depense,
  ajoutee_par uuid not null references compte,
  ajoutee_le timestamptz not null,
  retiree_le timestamptz,
  foreign key (dossier_id, bilan_id) references bilan (dossier_id, id),
  check (ttc >= ht),
  check ((pays = 'FR') = (siret is not null)),
  check ((pays = 'FR') = (departement is not null))
);
create index on commande (bilan_id) where retiree_le is null;
create index on commande (dossier_id) where retiree_le is null;
create index on commande (guichet_id, siret) where retiree_le is null;

-- Files of a bilan: a photograph, a document, the invoice of an order.
create table bilan_piece (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  bilan_id uuid not null references bilan,
  commande_id uuid references commande,
  nom text not null,
  type_mime text not null,
  taille bigint not null check (taille > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  cle text not null unique,
  ajoutee_par uuid not null references compte,
  ajoutee_le timestamptz not null,
  retiree_le timestamptz
);
create index on bilan_piece (bilan_id) where retiree_le is null;

-- Each filing of a bilan: what was said, word for word, and how it was read. Sent back, it is filed again beside.
create table bilan_depot (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  bilan_id uuid not null references bilan,
  rang integer not null check (rang >= 1),
  rien_de_nouveau boolean not null,
  contenu jsonb not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  depose_par uuid not null references compte,
  depose_le timestamptz not null,
  lecture text check (lecture in ('accepte', 'renvoye')),
  remarque text not null default '',
  lu_par uuid references compte,
  lu_le timestamptz,
  unique (bilan_id, rang),
  check ((lecture is null) = (lu_le is null)),
  check (lecture is distinct from 'renvoye' or remarque <> '')
);
create function bilan_depot_immuable() returns trigger language plpgsql as $$
begin
  if old.lecture is not null or (new.contenu, new.sha256, new.depose_le, new.rang) is distinct from (old.contenu, old.sha256, old.depose_le, old.rang) then
    raise exception 'un bilan déposé ne change plus' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger immuable before update on bilan_depot for each row execute function bilan_depot_immuable();

-- A reminder of a bilan, before or after the day it is due: once each, whatever outage.
create table bilan_rappel (
  bilan_id uuid not null references bilan,
  jours integer not null,
  guichet_id uuid not null references guichet,
  envoye_le timestamptz not null,
  primary key (bilan_id, jours)
);

do $$ declare t text; begin
  foreach t in array array['suivi', 'acte', 'avenant', 'versement', 'bilan', 'bilan_jalon', 'bilan_indicateur', 'commande', 'bilan_piece', 'bilan_depot', 'bilan_rappel'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy guichet on %I using (guichet_id = (select guichet_courant()))', t);
  end loop;
end $$;
grant select, insert, update on acte, avenant, versement, bilan, bilan_jalon, bilan_indicateur, commande, bilan_piece, bilan_depot to guichet_app;
grant select, insert on bilan_rappel to guichet_app;
grant select, insert (dossier_id, guichet_id, etape, depart, debut, fin_initiale, fin, fin_annoncee, ouvert_le),
  update (etape, depart, debut, fin, fin_annoncee, acheve_le, clos_le, motif_cloture) on suivi to guichet_app;
