-- Decisions signed in the guichet (ADR 0052): what the service presents, what was read of it before signing, and each signature. The version before reads none of it.

-- A decision put before whoever signs. `avec_acte`: with the arrêté that grants it, under the number that it was given. Given back with a note by whoever signs, or taken back by the service.
create table presentation (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  decision_id uuid not null references decision,
  dossier_id uuid not null references dossier,
  avec_acte boolean not null,
  numero_acte text check (numero_acte <> ''),
  presentee_par uuid not null references compte,
  presentee_le timestamptz not null,
  rendue_le timestamptz,
  rendue_par uuid references compte,
  rendue_pour text check (rendue_pour in ('corriger', 'ne_pas_suivre')),
  note text not null default '' check (length(note) <= 4000),
  reprise_le timestamptz,
  reprise_par uuid references compte,
  check ((rendue_le is null) = (rendue_par is null) and (rendue_le is null) = (rendue_pour is null) and (rendue_le is null) = (note = '')),
  check ((reprise_le is null) = (reprise_par is null)),
  check (rendue_le is null or reprise_le is null),
  check (avec_acte or numero_acte is null)
);
create unique index presentation_en_cours on presentation (decision_id) where rendue_le is null and reprise_le is null;
create unique index presentation_numero on presentation (guichet_id, numero_acte) where numero_acte is not null and rendue_le is null and reprise_le is null;
create index on presentation (decision_id);
create index on presentation (dossier_id);
create index on presentation (presentee_par);
create index on presentation (rendue_par) where rendue_par is not null;
create index on presentation (reprise_par) where reprise_par is not null;

-- The last text that somebody read to its end: a document that has changed since has another digest.
create table lecture_presentation (
  presentation_id uuid not null references presentation,
  compte_id uuid not null references compte,
  guichet_id uuid not null references guichet,
  empreinte text not null check (empreinte ~ '^[0-9a-f]{64}$'),
  contenu jsonb not null,
  lue_le timestamptz not null,
  primary key (presentation_id, compte_id)
);
create index on lecture_presentation (compte_id);

-- Who signed what, as whom, under which delegation, and when. `contenu`: the letters and the act, to the word; `empreinte`: their SHA-256. Cancelled within minutes, or for ever.
create table signature_decision (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  presentation_id uuid not null references presentation,
  decision_id uuid not null references decision,
  dossier_id uuid not null references dossier,
  compte_id uuid not null references compte,
  signataire_id uuid not null references signataire,
  delegation_id uuid references delegation,
  mentions jsonb not null,
  contenu jsonb not null,
  empreinte text not null check (empreinte ~ '^[0-9a-f]{64}$'),
  signee_le timestamptz not null,
  annulee_le timestamptz
);
create unique index signature_decision_une on signature_decision (decision_id) where annulee_le is null;
create index on signature_decision (decision_id);
create index on signature_decision (presentation_id);
create index on signature_decision (dossier_id);
create index on signature_decision (compte_id, signee_le desc);
create index on signature_decision (signataire_id);
create index on signature_decision (delegation_id) where delegation_id is not null;
create function signature_gardee() returns trigger language plpgsql as $$
begin
  raise exception 'une signature ne change plus' using errcode = 'restrict_violation';
end $$;
create trigger gardee before update on signature_decision for each row when (old.annulee_le is not null) execute function signature_gardee();

-- What was signed leaves with its letter: the signature on which a confirmation rests.
alter table confirmation add column signature_decision_id uuid references signature_decision;
create index on confirmation (signature_decision_id) where signature_decision_id is not null;

-- A signature that was cancelled gives back what it had taken; the same decision is signed again.
alter table emploi_delegation drop constraint emploi_delegation_nature_objet_id_key;
create unique index emploi_delegation_une_fois on emploi_delegation (nature, objet_id) where rendu_le is null;

do $$ declare t text; begin
  foreach t in array array['presentation', 'lecture_presentation', 'signature_decision'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy guichet on %I using (guichet_id = (select guichet_courant()))', t);
    execute format('grant select, insert on %I to guichet_app', t);
  end loop;
end $$;
grant update (rendue_le, rendue_par, rendue_pour, note, reprise_le, reprise_par) on presentation to guichet_app;
grant update (empreinte, contenu, lue_le) on lecture_presentation to guichet_app;
grant update (annulee_le) on signature_decision to guichet_app;
