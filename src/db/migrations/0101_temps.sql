-- A call in two stages (« temps »): an intention, then the full dossier of those who were preselected. One dossier, one number; `temps` says at which stage it is being
-- written, which one a filing answers, and which one stands in the inbox. A database of before is at the first everywhere, and the version before reads none of it.
alter table dossier add column temps smallint not null default 1 check (temps in (1, 2));
alter table depot add column temps smallint not null default 1 check (temps in (1, 2));
alter table instruction add column temps smallint not null default 1 check (temps in (1, 2));

-- `preselectionne`: the intention stands, the second form is open to its porteur; `non_preselectionne`: the refusal was told.
alter table dossier drop constraint dossier_etat_check;
alter table dossier add constraint dossier_etat_check check (etat in ('brouillon', 'depose', 'en_instruction', 'irrecevable', 'preselectionne', 'non_preselectionne',
  'au_comite', 'delibere', 'retenu', 'liste_complementaire', 'non_retenu', 'sans_suite', 'renonce', 'abandonne', 'retire'));
alter table instruction drop constraint instruction_etat_check;
alter table instruction add constraint instruction_etat_check check (etat in ('depose', 'en_instruction', 'irrecevable', 'preselectionne', 'non_preselectionne',
  'au_comite', 'delibere', 'retenu', 'liste_complementaire', 'non_retenu', 'sans_suite', 'renonce', 'retire'));
alter table instruction alter column suite set expression as (case
    when etat in ('retire', 'irrecevable', 'non_preselectionne', 'retenu', 'liste_complementaire', 'non_retenu', 'sans_suite', 'renonce') then 'clos'
    when etat in ('au_comite', 'delibere') then 'comite'
    when etat in ('depose', 'preselectionne') then 'releve'
    when points_recus > 0 then 'examiner'
    when points_attendus > 0 then 'attendre'
    when assigne_a is null then 'prendre'
    when a_verifier + a_completer + non_respectees > 0 or verdicts @> '[{"resultat": "autre_appel"}]' then 'verifier'
    when fiche_terminee then 'presenter'
    else 'analyser' end);
-- One dossier in a hundred calls has two temps: the inbox filters by it where it is asked to.
create index instruction_temps on instruction (guichet_id, dossier_id) where temps = 2;
