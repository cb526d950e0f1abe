-- A dossier closed without a decision on its merits is told so: it was not refused. A procès-verbal may be frozen without a signature that never comes.

alter table dossier drop constraint dossier_etat_check;
alter table dossier add constraint dossier_etat_check check (etat in ('brouillon', 'depose', 'en_instruction', 'irrecevable', 'au_comite', 'delibere',
  'retenu', 'liste_complementaire', 'non_retenu', 'sans_suite', 'renonce', 'abandonne', 'retire'));
alter table instruction drop constraint instruction_etat_check;
alter table instruction add constraint instruction_etat_check check (etat in ('depose', 'en_instruction', 'irrecevable', 'au_comite', 'delibere', 'retenu',
  'liste_complementaire', 'non_retenu', 'sans_suite', 'renonce', 'retire'));
alter table instruction alter column suite set expression as (case
    when etat in ('retire', 'irrecevable', 'retenu', 'liste_complementaire', 'non_retenu', 'sans_suite', 'renonce') then 'clos'
    when etat in ('au_comite', 'delibere') then 'comite'
    when etat = 'depose' then 'releve'
    when points_recus > 0 then 'examiner'
    when points_attendus > 0 then 'attendre'
    when assigne_a is null then 'prendre'
    when a_verifier + a_completer + non_respectees > 0 or verdicts @> '[{"resultat": "autre_appel"}]' then 'verifier'
    when fiche_terminee then 'presenter'
    else 'analyser' end);

create or replace function decision_prise() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  -- the dossier is held against a withdrawal at the same instant
  perform from public.dossier d where d.id = new.dossier_id and d.guichet_id = new.guichet_id
    and d.etat in ('au_comite', 'delibere', 'retenu', 'liste_complementaire', 'non_retenu', 'sans_suite') for no key update;
  if not found then raise exception 'ce dossier n’est pas devant le comité' using errcode = 'restrict_violation'; end if;
  if new.remplace_id is not null and not exists (select from public.decision r where r.id = new.remplace_id and r.dossier_id = new.dossier_id) then
    raise exception 'une décision remplace celle du même dossier' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- Those that were told so before this, guichet by guichet: the policy is forced on a plain owner too.
do $$ declare g uuid; begin
  for g in select id from guichet loop
    perform set_config('app.guichet_id', g::text, true);
    update dossier o set etat = 'sans_suite' where o.etat = 'non_retenu' and exists (select from decision d where d.dossier_id = o.id and d.sens = 'sans_suite'
      and not exists (select from decision r where r.remplace_id = d.id));
  end loop;
end $$;

-- Who was there and has not signed the version that was frozen, and why it was frozen all the same.
alter table proces_verbal add column non_signataires uuid[] not null default '{}', add column gel_motif text not null default '',
  add check ((gel_motif <> '') = (non_signataires <> '{}')), add check (gel_motif = '' or fige_le is not null);
