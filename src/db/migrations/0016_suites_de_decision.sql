-- What comes after a notified decision: a lauréat gives its aid up, the reserve list moves up, a decision is corrected.

-- `renonce`: a lauréat gave its aid up; the money is back in the envelope.
alter table dossier drop constraint dossier_etat_check;
alter table dossier add constraint dossier_etat_check check (etat in ('brouillon', 'depose', 'en_instruction', 'irrecevable', 'au_comite', 'delibere',
  'retenu', 'liste_complementaire', 'non_retenu', 'renonce', 'abandonne', 'retire'));
alter table instruction drop constraint instruction_etat_check;
alter table instruction add constraint instruction_etat_check check (etat in ('depose', 'en_instruction', 'irrecevable', 'au_comite', 'delibere', 'retenu',
  'liste_complementaire', 'non_retenu', 'renonce', 'retire'));
alter table instruction alter column suite set expression as (case
    when etat in ('retire', 'irrecevable', 'retenu', 'liste_complementaire', 'non_retenu', 'renonce') then 'clos'
    when etat in ('au_comite', 'delibere') then 'comite'
    when etat = 'depose' then 'releve'
    when points_recus > 0 then 'examiner'
    when points_attendus > 0 then 'attendre'
    when assigne_a is null then 'prendre'
    when a_verifier + a_completer + non_respectees > 0 or verdicts @> '[{"resultat": "autre_appel"}]' then 'verifier'
    when fiche_terminee then 'presenter'
    else 'analyser' end);

-- Why a notified decision is corrected: its letter says so. Never in a séance.
alter table decision add column correction text not null default '' check (correction = '' or (remplace_id is not null and seance_id is null));

-- A letter that was prepared and never left does not keep another from replacing the same one; each structure has one letter a decision.
alter table notification drop constraint notification_remplace_id_key;
create unique index notification_remplacee on notification (remplace_id) where envoyee_le is not null;
drop index notification_premiere;
create unique index notification_une_fois on notification (decision_id, structure_id);
