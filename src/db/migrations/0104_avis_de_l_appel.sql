-- Opinions that a call asks for: which of its `avis` a request is (`code`), and what the call said of it on that day: its weight, what silence means, the text that it comes from. An
-- opinion that the service asks for by itself has none of these. `avant`: the first instant at which an answer has no effect any more (midnight in Paris after the last day).
alter table avis
  add column code text check (code <> '' and length(code) <= 60),
  add column force text check (force in ('consultatif', 'obligatoire', 'conforme')),
  add column silence text check (silence in ('favorable', 'rendu', 'defavorable', 'aucun')),
  add column fondement text,
  add column avant timestamptz,
  -- the silence as it was established, and what its attestation is made of: printed again identical
  add column silence_le timestamptz,
  add column attestation jsonb,
  add column relance_le timestamptz,
  -- links that a newer one has replaced: they say so
  add column anciens_jetons text[] not null default '{}',
  -- what becomes of a reserve
  add column suite text check (suite in ('arrete', 'porteur', 'sans_effet')),
  add column suite_texte text not null default '' check (length(suite_texte) <= 2000),
  add column suite_le timestamptz,
  add column suite_par uuid references compte,
  add check ((code is null) = (force is null) and (code is null) = (silence is null) and (code is null) = (avant is null)),
  add check (avant > demande_le and avant <= expire_le),
  add check ((silence_le is null) = (attestation is null) and silence_le >= avant),
  add check ((suite is null) = (suite_le is null) and (suite is null) = (suite_par is null)),
  add check (suite is null or (code is not null and sens is not distinct from 'reserve'));
-- a body may say that the dossier does not concern it, and has no link of interest to declare
alter table avis drop constraint avis_sens_check;
alter table avis add constraint avis_sens_check check (sens in ('favorable', 'reserve', 'defavorable') or (sens = 'sans_avis' and code is not null));
alter table avis drop constraint avis_declaration;
alter table avis add constraint avis_declaration
  check (sans_lien is distinct from false or lien <> ''),
  add constraint avis_declare check (case when code is null then (rendu_le is null) = (sans_lien is null) else sans_lien is null end);
-- one at a time: of two agents who ask the same body at once, the second is told
create unique index avis_un_seul_attendu on avis (dossier_id, code) where code is not null and annule_le is null;
create index avis_sans_reponse on avis (guichet_id, avant) where code is not null and rendu_le is null and annule_le is null and silence_le is null;
create index on avis (suite_par);
create index on avis using gin (anciens_jetons) where anciens_jetons <> '{}';

-- An opinion that was given never changes, nor a silence that was established: what becomes of a reserve is all that is written after, and a late answer is joined. Erasure takes what
-- was typed; this function is the only one that knows the columns added here.
create or replace function avis_rendu_immuable() returns trigger language plpgsql as $$
declare suites text[] := array['suite', 'suite_texte', 'suite_le', 'suite_par'];
begin
  if effacement_en_cours() then
    if tg_op = 'UPDATE' and new.suite_texte <> '' then new.suite_texte := 'Effacé'; end if;
    return coalesce(new, old);
  end if;
  if tg_op = 'DELETE' then
    if old.rendu_le is not null or old.silence_le is not null then raise exception 'un avis rendu ne change plus' using errcode = 'restrict_violation'; end if;
    return old;
  end if;
  if old.rendu_le is not null and (to_jsonb(new) - suites) is distinct from (to_jsonb(old) - suites) then
    raise exception 'un avis rendu ne change plus' using errcode = 'restrict_violation';
  end if;
  if old.silence_le is not null and (new.silence_le, new.attestation, new.silence, new.code, new.force, new.avant)
    is distinct from (old.silence_le, old.attestation, old.silence, old.code, old.force, old.avant) then
    raise exception 'un silence constaté ne change plus' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- Asked for many dossiers at once.
alter table acte_groupe drop constraint acte_groupe_acte_check;
alter table acte_groupe add constraint acte_groupe_acte_check
  check (acte in ('affecter', 'etiqueter', 'ecrire', 'demander_complement', 'demander_avis', 'passer_au_comite'));
