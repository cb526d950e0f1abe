-- Instruction: what the services do with a filed dossier, from the relevé to the comité.

alter table dossier drop constraint dossier_etat_check;
alter table dossier add constraint dossier_etat_check
  check (etat in ('brouillon', 'depose', 'en_instruction', 'irrecevable', 'au_comite', 'abandonne', 'retire'));
alter table dossier drop constraint dossier_depose_le;
alter table dossier add constraint dossier_depose_le check ((etat in ('brouillon', 'abandonne')) = (depose_le is null));
drop index dossier_boite;

-- The relevé of a wave (C4.2): one row, so once; `comptes` says what was collected and what was not.
create table releve (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  appel_id uuid not null references appel,
  vague text not null,
  prevu_le timestamptz not null,
  fait_le timestamptz not null check (fait_le >= prevu_le),
  comptes jsonb not null,
  unique (appel_id, vague)
);

-- A human verdict on a rule: added, never changed; the latest counts. Without a result, the rule is given back to the automatic verdict.
create table verdict_humain (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  dossier_id uuid not null references dossier,
  depot_id uuid not null references depot,
  regle text not null,
  resultat text check (resultat in ('non_respectee', 'a_completer', 'autre_appel', 'attention', 'a_verifier', 'respectee', 'sans_objet')),
  motif text not null check (motif <> ''),
  rendu_par uuid not null references compte,
  rendu_le timestamptz not null
);
create index on verdict_humain (dossier_id, regle, rendu_le desc, id desc);
create trigger inalterable before update or delete or truncate on verdict_humain for each statement execute function refuser_modification();

-- What the services write for themselves; `ancre` is the étape or the question that it is about.
create table annotation (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  dossier_id uuid not null references dossier,
  ancre text,
  texte text not null check (texte <> ''),
  auteur_id uuid not null references compte,
  ecrite_le timestamptz not null,
  modifiee_le timestamptz,
  retiree_le timestamptz,
  retiree_par uuid references compte
);
create index on annotation (dossier_id, ecrite_le) where retiree_le is null;

-- A request for complements, with its points; one at a time waits for the porteur. What was answered is kept as it was sent.
create table complement (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  dossier_id uuid not null references dossier,
  numero integer not null check (numero >= 1),
  message text not null default '',
  depot_id uuid not null references depot,
  demande_le timestamptz not null,
  demande_par uuid not null references compte,
  -- last second at which an answer is in time
  echeance timestamptz not null check (echeance > demande_le),
  vu_le timestamptz,
  relance_le timestamptz,
  repondu_le timestamptz,
  repondu_par uuid references compte,
  reponse text,
  reponses jsonb,
  pieces uuid[] not null default '{}',
  clos_le timestamptz,
  clos_par uuid references compte,
  annule_le timestamptz,
  annule_par uuid references compte,
  annule_motif text,
  unique (dossier_id, numero),
  check ((repondu_le is null) = (reponses is null)),
  check (clos_le is null or repondu_le is not null),
  check (annule_le is null or repondu_le is null)
);
create unique index complement_attendu on complement (dossier_id) where repondu_le is null and annule_le is null;
create index on complement (guichet_id, echeance) where repondu_le is null and annule_le is null;

-- One point: a whole étape, one question of it, or one piece; and what was decided of the answer.
create table complement_point (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  complement_id uuid not null references complement,
  rang integer not null,
  etape text not null,
  champ text,
  piece text,
  demande text not null check (demande <> ''),
  -- the point of an earlier request that this one asks again
  reprend_id uuid references complement_point,
  decision text check (decision in ('acceptee', 'redemandee', 'refusee')),
  motif text,
  decide_le timestamptz,
  decide_par uuid references compte,
  unique (complement_id, rang),
  check (champ is null or piece is null),
  check ((decision is null) = (decide_le is null))
);

-- What porteur and service write to each other about a dossier.
create table message (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  dossier_id uuid not null references dossier,
  cote text not null check (cote in ('service', 'porteur', 'partenaire')),
  auteur_id uuid not null references compte,
  texte text not null check (texte <> ''),
  ecrit_le timestamptz not null
);
create index on message (dossier_id, ecrit_le, id);
create trigger inalterable before update or delete or truncate on message for each statement execute function refuser_modification();
create table message_piece (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  message_id uuid not null references message,
  nom text not null,
  type text not null,
  taille bigint not null check (taille > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  cle text not null unique
);
create index on message_piece (message_id);
-- Until which message each person has read a dossier's messages.
create table message_lu (
  dossier_id uuid not null references dossier,
  compte_id uuid not null references compte on delete cascade,
  guichet_id uuid not null references guichet,
  lu_le timestamptz not null,
  primary key (dossier_id, compte_id)
);

-- The opinion of somebody from outside, asked by a link: which questions of the dossier it shows, until when. Given once.
create table avis (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  dossier_id uuid not null references dossier,
  expert text not null,
  courriel text not null,
  demande text not null check (demande <> ''),
  champs text[] not null,
  pieces uuid[] not null default '{}',
  jeton_sha256 text not null unique check (jeton_sha256 ~ '^[0-9a-f]{64}$'),
  demande_par uuid not null references compte,
  demande_le timestamptz not null,
  expire_le timestamptz not null check (expire_le > demande_le),
  ouvert_le timestamptz,
  rendu_le timestamptz,
  sens text check (sens in ('favorable', 'reserve', 'defavorable')),
  texte text,
  annule_le timestamptz,
  annule_par uuid references compte,
  check ((rendu_le is null) = (texte is null) and (rendu_le is null) = (sens is null)),
  check (rendu_le is null or rendu_le <= expire_le)
);
create index on avis (dossier_id, demande_le);
create function avis_rendu_immuable() returns trigger language plpgsql as $$
begin
  if old.rendu_le is not null then raise exception 'un avis rendu ne change plus' using errcode = 'restrict_violation'; end if;
  return coalesce(new, old);
end $$;
create trigger immuable before update or delete on avis for each row execute function avis_rendu_immuable();

-- A dossier declared irrecevable, and the act that takes it back.
create table irrecevabilite (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  dossier_id uuid not null references dossier,
  depot_id uuid not null references depot,
  regles text[] not null check (cardinality(regles) > 0),
  motif text not null check (motif <> ''),
  prononcee_par uuid not null references compte,
  prononcee_le timestamptz not null,
  -- what the letter was made of: it is printed again identical
  lettre jsonb not null,
  annulee_par uuid references compte,
  annulee_le timestamptz,
  annulation_motif text,
  check ((annulee_le is null) = (annulation_motif is null))
);
create unique index irrecevabilite_en_vigueur on irrecevabilite (dossier_id) where annulee_le is null;
create index on irrecevabilite (dossier_id);

-- The instruction report: by criterion and priority, then a proposal. `revision` tells two instructeurs apart. Cents; rate as a fraction.
create table rapport (
  dossier_id uuid primary key references dossier,
  guichet_id uuid not null references guichet,
  revision integer not null default 1,
  criteres jsonb not null default '{}',
  priorites jsonb not null default '{}',
  points_forts text not null default '',
  reserves text not null default '',
  avis text check (avis in ('favorable', 'reserve', 'defavorable')),
  -- ranks of the expense lines kept in the base
  lignes integer[] not null default '{}',
  base bigint check (base >= 0),
  taux numeric(9, 8) check (taux between 0 and 1),
  montant bigint check (montant >= 0 and montant <= base),
  calcule text not null default 'montant' check (calcule in ('base', 'taux', 'montant')),
  modifie_par uuid not null references compte,
  modifie_le timestamptz not null,
  termine_par uuid references compte,
  termine_le timestamptz
);

-- A filter that somebody keeps, as the query of its address; the columns that they chose.
create table vue (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  compte_id uuid not null references compte on delete cascade,
  nom text not null check (nom <> ''),
  requete text not null,
  rang integer not null default 0,
  cree_le timestamptz not null
);
create unique index vue_une_fois on vue (guichet_id, compte_id, lower(nom));
create table preference (
  guichet_id uuid not null references guichet,
  compte_id uuid not null references compte on delete cascade,
  cle text not null,
  valeur jsonb not null,
  primary key (guichet_id, compte_id, cle)
);

-- Somebody stands in for an instructeur: what the one may read, the other may, for a period.
create table interim (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  remplace_id uuid not null references compte on delete cascade,
  remplacant_id uuid not null references compte on delete cascade check (remplacant_id <> remplace_id),
  du timestamptz not null,
  -- first instant at which it has ended
  au timestamptz not null check (au > du),
  motif text not null default '',
  accorde_par uuid not null references compte,
  accorde_le timestamptz not null,
  annule_le timestamptz
);
create index on interim (guichet_id, remplacant_id) where annule_le is null;

-- A dossier given to an instructeur outside their perimeter.
create table ouverture_dossier (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  dossier_id uuid not null references dossier,
  compte_id uuid not null references compte on delete cascade,
  motif text not null default '',
  accordee_par uuid not null references compte,
  accordee_le timestamptz not null,
  retiree_le timestamptz,
  retiree_par uuid references compte
);
create unique index ouverture_une_fois on ouverture_dossier (dossier_id, compte_id) where retiree_le is null;
create index on ouverture_dossier (guichet_id, compte_id) where retiree_le is null;

-- One act asked for many dossiers: how far it is, and for each what was done or why not. `cle` is the form's: asked twice, done once.
create table acte_groupe (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  compte_id uuid not null references compte,
  cle text not null,
  acte text not null check (acte in ('affecter', 'etiqueter', 'ecrire', 'demander_complement', 'passer_au_comite')),
  parametres jsonb not null,
  requete text not null default '',
  demande_le timestamptz not null,
  fini_le timestamptz,
  unique (guichet_id, compte_id, cle)
);
create index on acte_groupe (guichet_id, compte_id, demande_le desc);
create table acte_groupe_ligne (
  acte_groupe_id uuid not null references acte_groupe,
  rang integer not null,
  guichet_id uuid not null references guichet,
  dossier_id uuid not null references dossier,
  etat text not null default 'a_faire' check (etat in ('a_faire', 'fait', 'refuse')),
  motif text,
  fait_le timestamptz,
  primary key (acte_groupe_id, rang),
  unique (acte_groupe_id, dossier_id),
  check ((etat = 'a_faire') = (fait_le is null))
);

-- The inbox: one row per dossier that was filed, as it stands. A read-model: triggers keep it (see below), except the columns that acts own:
-- `releve_id`, `assigne_a`, `assigne_le`, `etiquettes`, `echeance`, `echeance_motif`.
create table instruction (
  dossier_id uuid primary key references dossier,
  guichet_id uuid not null references guichet,
  appel_id uuid not null references appel,
  appel_version_id uuid not null references appel_version,
  depot_id uuid not null references depot,
  version integer not null,
  numero text not null,
  titre text not null,
  structure_id uuid not null references structure,
  porteur text not null,
  porteur_type text not null,
  population integer,
  epci_siren text,
  -- the bearer's, whose référent leads (C2.6); none when it is of the whole territory
  departement_pilote text,
  -- of the bearer and of its partners: each sees the dossier
  departements text[] not null,
  tout_territoire boolean not null,
  partenaires integer not null,
  volet text,
  cout_global bigint,
  aide_demandee bigint,
  depose_le timestamptz not null,
  rouvert_le timestamptz,
  etat text not null check (etat in ('depose', 'en_instruction', 'irrecevable', 'au_comite', 'retire')),
  -- [{regle, resultat, humain}], in the order of the rules: the human verdict where there is one
  verdicts jsonb not null default '[]',
  non_respectees integer not null default 0,
  a_completer integer not null default 0,
  a_verifier integer not null default 0,
  attentions integer not null default 0,
  -- codes of pieces asked again and not yet accepted
  pieces_manquantes text[] not null default '{}',
  points_attendus integer not null default 0,
  points_recus integer not null default 0,
  complement_avant timestamptz,
  fiche_terminee boolean not null default false,
  montant_propose bigint,
  releve_id uuid references releve,
  assigne_a uuid references compte,
  assigne_le timestamptz,
  etiquettes text[] not null default '{}',
  -- what the service owes next, and until when
  echeance timestamptz,
  echeance_motif text check (echeance_motif in ('recevabilite', 'complement', 'examen', 'fiche', 'decision')),
  -- what is to be done next
  suite text not null generated always as (case
    when etat in ('retire', 'irrecevable') then 'clos'
    when etat = 'au_comite' then 'comite'
    when etat = 'depose' then 'releve'
    when points_recus > 0 then 'examiner'
    when points_attendus > 0 then 'attendre'
    when assigne_a is null then 'prendre'
    when a_verifier + a_completer + non_respectees > 0 then 'verifier'
    when fiche_terminee then 'presenter'
    else 'analyser' end) stored,
  check ((echeance is null) = (echeance_motif is null))
);
-- One index a sort; what may be missing is sorted as less than anything, dates as later than anything. Not « coalesce »: under row-level security
-- an index is not searched by an expression that PostgreSQL does not know to keep secrets.
create index instruction_depose_le on instruction (guichet_id, depose_le, dossier_id);
create index instruction_numero on instruction (guichet_id, numero collate fr, dossier_id);
create index instruction_titre on instruction (guichet_id, titre collate fr, dossier_id);
create index instruction_porteur on instruction (guichet_id, porteur collate fr, dossier_id);
create index instruction_population on instruction (guichet_id, (case when population is null then -1 else population end), dossier_id);
create index instruction_volet on instruction (guichet_id, (case when volet is null then '' else volet end), dossier_id);
create index instruction_cout on instruction (guichet_id, (case when cout_global is null then -1 else cout_global end), dossier_id);
create index instruction_aide on instruction (guichet_id, (case when aide_demandee is null then -1 else aide_demandee end), dossier_id);
create index instruction_suite on instruction (guichet_id, suite, dossier_id);
create index instruction_echeance on instruction (guichet_id, (case when echeance is null then 'infinity' else echeance end), dossier_id);
-- What counts and sums read, without the rows: a third of the time with 100 000 dossiers.
create index instruction_chiffres on instruction (guichet_id) include (etat, suite, volet, departement_pilote, departements, tout_territoire, appel_id,
  cout_global, aide_demandee, depose_le, echeance, assigne_a, porteur_type, population, non_respectees, a_completer, a_verifier, attentions, dossier_id);
create index on instruction (guichet_id, assigne_a) where assigne_a is not null;
create index on instruction (guichet_id, structure_id);
create index on instruction (appel_id);

-- Apart from the inbox, which stays narrow: what a search looks through, and the words that were ever written, to forgive those mistyped.
create table instruction_recherche (
  dossier_id uuid primary key references dossier,
  guichet_id uuid not null references guichet,
  depot_id uuid not null references depot,
  vecteur tsvector not null
);
create index on instruction_recherche using gin (vecteur);
create table mot (
  guichet_id uuid not null references guichet,
  mot text collate "C" not null,
  primary key (guichet_id, mot)
);
create index on mot using gist (mot gist_trgm_ops);

-- Everything that a dossier holds in words, by weight: number and title, bearer, answers.
create function indexer_recherche(ids uuid[]) returns void language plpgsql as $$
begin
  with textes as materialized (
    select i.dossier_id, i.guichet_id, i.depot_id, forme_recherche(i.numero || ' ' || i.titre) as a, forme_recherche(i.porteur) as b,
      forme_recherche(coalesce((select string_agg(x #>> '{}', ' ') from jsonb_path_query(p.reponses -> 'valeurs', '$.* ? (@.type() == "string")') x), '')) as c
    from instruction i join depot p on p.id = i.depot_id where i.dossier_id = any(ids)
  ), mots as (
    insert into mot select distinct t.guichet_id, m from textes t, regexp_split_to_table(t.a || ' ' || t.b || ' ' || t.c, ' ') m
    where length(m) between 3 and 40 and m !~ '^[0-9]+$' on conflict do nothing
  )
  insert into instruction_recherche (dossier_id, guichet_id, depot_id, vecteur)
  select dossier_id, guichet_id, depot_id,
    setweight(to_tsvector('fr', a), 'A') || setweight(to_tsvector('fr', b), 'B') || setweight(to_tsvector('fr', left(c, 200000)), 'C') from textes
  on conflict (dossier_id) do update set depot_id = excluded.depot_id, vecteur = excluded.vecteur;
end $$;

-- The rows of these dossiers from their last filing: what was filed stands while a dossier is open for changes.
create function instruction_du_depot(ids uuid[]) returns void language plpgsql as $$
begin
  insert into instruction (dossier_id, guichet_id, appel_id, appel_version_id, depot_id, version, numero, titre, structure_id, porteur, porteur_type, population,
    epci_siren, departement_pilote, departements, tout_territoire, partenaires, volet, cout_global, aide_demandee, depose_le, rouvert_le, etat)
  select d.id, d.guichet_id, d.appel_id, d.appel_version_id, p.id, p.version, d.numero, coalesce(c.j ->> 'titre', ''), d.structure_id, s.nom, s.type, s.population,
    coalesce(s.epci_siren, case when s.type = 'epci' then s.siren end), s.departement, t.departements, t.tout, t.nombre,
    c.j #>> '{volet,code}', (c.j #>> '{montants,cout_global}')::bigint, (c.j #>> '{montants,aide}')::bigint, d.depose_le, d.rouvert_le, d.etat
  from dossier d
  join structure s on s.id = d.structure_id
  join lateral (select x.id, x.version, x.contenu from depot x where x.dossier_id = d.id order by x.version desc limit 1) p on true
  cross join lateral (select p.contenu::jsonb as j) c
  cross join lateral (
    select coalesce(array_agg(distinct x.departement order by x.departement) filter (where x.departement is not null), '{}') as departements,
      bool_or(x.departement is null) as tout, count(*)::int - 1 as nombre
    from (select s.departement union all select q.departement from jsonb_array_elements(coalesce(c.j -> 'partenaires', '[]')) a
      join structure q on q.id = (a ->> 'structure_id')::uuid) x) t
  where d.id = any(ids)
  on conflict (dossier_id) do update set appel_version_id = excluded.appel_version_id, depot_id = excluded.depot_id, version = excluded.version,
    titre = excluded.titre, porteur = excluded.porteur, porteur_type = excluded.porteur_type, population = excluded.population,
    epci_siren = excluded.epci_siren, departement_pilote = excluded.departement_pilote, departements = excluded.departements,
    tout_territoire = excluded.tout_territoire, partenaires = excluded.partenaires, volet = excluded.volet, cout_global = excluded.cout_global,
    aide_demandee = excluded.aide_demandee, depose_le = excluded.depose_le, rouvert_le = excluded.rouvert_le, etat = excluded.etat;
  perform instruction_en_cours(ids);
  perform indexer_recherche(ids);
end $$;

-- What the services have found so far in these dossiers: verdicts, complements, report.
create function instruction_en_cours(ids uuid[]) returns void language sql as $$
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
$$;

-- Whatever act touches what the inbox shows, the row follows in the same transaction. A filing writes `dossier` after its verdicts.
create function instruction_suit_dossier() returns trigger language plpgsql as $$
declare nouveaux uuid[] := array(select n.id from nouvelles n left join instruction i on i.dossier_id = n.id
  where n.etat not in ('brouillon', 'abandonne') and n.rouvert_le is null
    and i.depot_id is distinct from (select x.id from depot x where x.dossier_id = n.id order by x.version desc limit 1));
begin
  if cardinality(nouveaux) > 0 then perform instruction_du_depot(nouveaux); end if;
  update instruction i set etat = n.etat, rouvert_le = n.rouvert_le from nouvelles n
    where i.dossier_id = n.id and (i.etat <> n.etat or i.rouvert_le is distinct from n.rouvert_le);
  return null;
end $$;
create trigger instruction_suit after update on dossier referencing new table as nouvelles for each statement execute function instruction_suit_dossier();
create function instruction_suit() returns trigger language plpgsql as $$
begin
  perform instruction_en_cours(array(select distinct dossier_id from nouvelles));
  return null;
end $$;
create function instruction_suit_point() returns trigger language plpgsql as $$
begin
  perform instruction_en_cours(array(select distinct k.dossier_id from nouvelles n join complement k on k.id = n.complement_id));
  return null;
end $$;
do $$ declare t text; e text; begin
  foreach t in array array['verdict_humain', 'complement', 'complement_point', 'rapport'] loop
    foreach e in array array['insert', 'update'] loop
      execute format('create trigger instruction_suit_%s after %s on %I referencing new table as nouvelles for each statement execute function %s()',
        e, e, t, case t when 'complement_point' then 'instruction_suit_point' else 'instruction_suit' end);
    end loop;
  end loop;
end $$;

-- Which dossiers answer these words, in the guichet of the transaction: each word as it is or as it begins, or, when no dossier has it, the
-- nearest ones that some dossier has. `au_plus`: whoever only wants to know whether they are many. Runs as the owner: under row-level security no index of words may be used, so the guichet is checked here.
create function chercher_dossiers(q text, au_plus integer default null) returns setof uuid language plpgsql stable security definer rows 3000 set search_path = pg_catalog, public as $$
declare g uuid := guichet_courant(); m text; mots text[]; requete tsquery; un tsquery;
begin
  foreach m in array (regexp_split_to_array(trim(forme_recherche(left(q, 200))), ' '))[1:8] loop
    continue when m = '';
    mots := array[m];
    if length(m) >= 4 and m !~ '^[0-9]+$' and not exists (select from mot x where x.guichet_id = g and x.mot >= m and x.mot < m || '{') then
      mots := mots || array(select x.mot from (select y.mot from mot y where y.guichet_id = g order by y.mot <-> m limit 5) x where similarity(x.mot, m) >= 0.35);
    end if;
    select to_tsquery('fr', string_agg(x || ':*', ' | ')) into un from unnest(mots) x;
    requete := case when requete is null then un when numnode(un) = 0 then requete else requete && un end;
  end loop;
  if requete is null or numnode(requete) = 0 then return; end if;
  return query select r.dossier_id from instruction_recherche r where r.guichet_id = g and r.vecteur @@ requete limit au_plus;
end $$;
revoke all on function chercher_dossiers from public;

do $$ declare t text; begin
  foreach t in array array['releve', 'verdict_humain', 'annotation', 'complement', 'complement_point', 'message', 'message_piece', 'message_lu', 'avis',
    'irrecevabilite', 'rapport', 'vue', 'preference', 'interim', 'ouverture_dossier', 'acte_groupe', 'acte_groupe_ligne', 'instruction',
    'instruction_recherche', 'mot'] loop
    execute format('alter table %I enable row level security', t);
    -- the search runs as the owner and must pass
    if t not in ('instruction_recherche', 'mot') then execute format('alter table %I force row level security', t); end if;
    execute format('create policy guichet on %I using (guichet_id = (select guichet_courant()))', t);
  end loop;
end $$;
grant select, insert on verdict_humain, message, message_piece, mot to guichet_app;
grant select, insert, update on releve, annotation, complement, complement_point, avis, irrecevabilite, rapport, interim, ouverture_dossier, acte_groupe,
  acte_groupe_ligne, instruction, instruction_recherche to guichet_app;
grant select, insert, update, delete on vue, preference, message_lu to guichet_app;
grant execute on function chercher_dossiers to guichet_app;

-- The dossiers filed before this version. A plain owner would see no row of a table where the policy is forced.
do $$ declare t text; begin
  foreach t in array array['dossier', 'depot', 'verdict', 'instruction'] loop execute format('alter table %I no force row level security', t); end loop;
  perform instruction_du_depot(array(select id from dossier where depose_le is not null));
  foreach t in array array['dossier', 'depot', 'verdict', 'instruction'] loop execute format('alter table %I force row level security', t); end loop;
end $$;
