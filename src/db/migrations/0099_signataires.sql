-- Who signs: a role held by call like the others, with the first name, name, capacity and service that decisions and acts bear (CRPA L. 212-1, L. 212-2); and the
-- delegations of signature that the authority has published, recorded here and never created. The version before reads no such role and neither table.
alter table role drop constraint role_role_check;
alter table role add constraint role_role_check
  check (role in ('referent_departemental', 'referent_regional', 'administrateur', 'lecteur', 'membre_comite', 'signataire'));

-- Somebody in office: until `fin_le` when it is over. What they are called never changes: other words are another line. `en_propre`: the authority itself; the others
-- sign by delegation.
create table signataire (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  compte_id uuid not null references compte,
  prenom text not null check (prenom <> ''),
  nom text not null check (nom <> ''),
  qualite text not null check (qualite <> ''),
  service text not null check (service <> ''),
  en_propre boolean not null,
  depuis date not null,
  fin_le timestamptz,
  fin_par uuid references compte,
  nomme_par uuid references compte,
  nomme_le timestamptz not null,
  check (fin_par is null or fin_le is not null)
);
create unique index signataire_en_fonction on signataire (guichet_id, compte_id) where fin_le is null;
create index on signataire (compte_id);
create index on signataire (nomme_par) where nomme_par is not null;
create index on signataire (fin_par) where fin_par is not null;

-- A published arrêté: for one call, or for every call when `appel_id` is null. `du` and `au` are civil days of Paris, both inside; `plafond_total` holds for each kind of
-- act, since the same euro is decided, then written in an act, then paid.
create table delegation (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  appel_id uuid references appel,
  delegant_id uuid not null references signataire,
  delegue_id uuid not null references signataire,
  arrete_numero text not null check (arrete_numero <> '' and length(arrete_numero) <= 80),
  arrete_le date not null,
  recueil text not null check (recueil <> '' and length(recueil) <= 200),
  publiee_le date not null,
  natures text[] not null check (natures <> '{}' and natures <@ array['decision', 'acte', 'versement']),
  plafond_acte bigint check (plafond_acte > 0),
  plafond_total bigint check (plafond_total > 0),
  du date not null,
  au date,
  fichier_nom text not null,
  taille integer not null check (taille > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  cle text not null unique,
  enregistree_par uuid not null references compte,
  enregistree_le timestamptz not null,
  preavis_le timestamptz,
  finie_le timestamptz,
  finie_par uuid references compte,
  fin_motif text not null default '' check (length(fin_motif) <= 500),
  check (delegant_id <> delegue_id),
  check (arrete_le <= publiee_le),
  check (du >= publiee_le),
  check (au >= du),
  check ((finie_le is null) = (fin_motif = '')),
  check ((finie_le is null) = (finie_par is null))
);
create index on delegation (appel_id);
create index on delegation (delegant_id);
create index on delegation (delegue_id);
create index on delegation (enregistree_par);
create index on delegation (finie_par) where finie_par is not null;
create index delegation_a_annoncer on delegation (guichet_id, au) where preavis_le is null and finie_le is null;

-- What was signed under a delegation. `montant`: of the act, held by `plafond_acte`; `ajout`: what it adds to the total, which an amendment does by its increase alone.
create table emploi_delegation (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  delegation_id uuid not null references delegation,
  dossier_id uuid not null references dossier,
  nature text not null check (nature in ('decision', 'acte', 'versement')),
  objet_id uuid not null,
  montant bigint not null check (montant >= 0),
  ajout bigint not null check (ajout >= 0 and ajout <= montant),
  instant timestamptz not null,
  rendu_le timestamptz,
  unique (nature, objet_id)
);
create index on emploi_delegation (delegation_id);
create index on emploi_delegation (dossier_id);

-- Nobody records their own delegation, and only the authority delegates.
create function delegation_enregistree() returns trigger language plpgsql as $$
declare
  delegant signataire;
  delegue signataire;
begin
  select * into strict delegant from signataire s where s.id = new.delegant_id and s.guichet_id = new.guichet_id;
  select * into strict delegue from signataire s where s.id = new.delegue_id and s.guichet_id = new.guichet_id;
  if not delegant.en_propre or delegue.en_propre then raise exception 'une délégation va de l’autorité à qui signe pour elle' using errcode = 'restrict_violation'; end if;
  if new.enregistree_par in (delegant.compte_id, delegue.compte_id) then
    raise exception 'nul n’enregistre sa propre délégation' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger enregistree before insert on delegation for each row execute function delegation_enregistree();
create function delegation_finie() returns trigger language plpgsql as $$
begin
  raise exception 'une délégation finie ne change plus' using errcode = 'restrict_violation';
end $$;
create trigger finie before update on delegation for each row when (old.finie_le is not null) execute function delegation_finie();
create function fonction_finie() returns trigger language plpgsql as $$
begin
  raise exception 'une fonction qui a pris fin ne reprend pas' using errcode = 'restrict_violation';
end $$;
create trigger finie before update on signataire for each row when (old.fin_le is not null) execute function fonction_finie();

-- Two acts at once: the second waits for the first, then counts it.
create function tenir_delegation() returns trigger language plpgsql as $$
declare
  d delegation;
  deja bigint;
begin
  select * into strict d from delegation x where x.id = new.delegation_id and x.guichet_id = new.guichet_id for no key update;
  if d.finie_le is not null or not new.nature = any (d.natures) then
    raise exception 'la délégation ne couvre pas cet acte' using errcode = 'restrict_violation';
  end if;
  if new.montant > d.plafond_acte then raise exception 'plafond de la délégation par acte' using errcode = 'restrict_violation'; end if;
  select coalesce(sum(e.ajout), 0) into deja from emploi_delegation e where e.delegation_id = d.id and e.nature = new.nature and e.rendu_le is null;
  if deja + new.ajout > d.plafond_total then raise exception 'plafond de la délégation en tout' using errcode = 'restrict_violation'; end if;
  return new;
end $$;
create trigger tenir before insert on emploi_delegation for each row execute function tenir_delegation();

do $$ declare t text; begin
  foreach t in array array['signataire', 'delegation', 'emploi_delegation'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy guichet on %I using (guichet_id = (select guichet_courant()))', t);
    execute format('grant select, insert on %I to guichet_app', t);
  end loop;
end $$;
grant update (fin_le, fin_par) on signataire to guichet_app;
grant update (preavis_le, finie_le, finie_par, fin_motif) on delegation to guichet_app;
grant update (rendu_le) on emploi_delegation to guichet_app;
