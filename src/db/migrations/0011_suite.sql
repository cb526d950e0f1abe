-- What is to be done next with a dossier: a rule that sends the project to another call waits for a verdict as the others do.
drop index instruction_suite, instruction_chiffres;
alter table instruction drop column suite;
alter table instruction add column suite text not null generated always as (case
    when etat in ('retire', 'irrecevable', 'retenu', 'liste_complementaire', 'non_retenu') then 'clos'
    when etat in ('au_comite', 'delibere') then 'comite'
    when etat = 'depose' then 'releve'
    when points_recus > 0 then 'examiner'
    when points_attendus > 0 then 'attendre'
    when assigne_a is null then 'prendre'
    when a_verifier + a_completer + non_respectees > 0 or verdicts @> '[{"resultat": "autre_appel"}]' then 'verifier'
    when fiche_terminee then 'presenter'
    else 'analyser' end) stored;
create index instruction_suite on instruction (guichet_id, suite, dossier_id);
create index instruction_chiffres on instruction (guichet_id) include (etat, suite, volet, departement_pilote, departements, tout_territoire, appel_id,
  cout_global, aide_demandee, depose_le, echeance, assigne_a, porteur_type, population, non_respectees, a_completer, a_verifier, attentions, dossier_id);

-- Of a dossier that its porteur took back, or that is irrecevable, the service owes nothing more: it is never late.
create function instruction_close() returns trigger language plpgsql as $$
begin
  new.echeance := null;
  new.echeance_motif := null;
  return new;
end $$;
create trigger instruction_close before update on instruction for each row
  when (new.etat in ('retire', 'irrecevable') and new.echeance is not null) execute function instruction_close();
-- Guichet by guichet: the policy is forced on a plain owner too. What is next with dossiers that were decided has changed: they are counted again.
do $$ declare g uuid; begin
  for g in select id from guichet loop
    perform set_config('app.guichet_id', g::text, true);
    update instruction set echeance = null, echeance_motif = null where etat in ('retire', 'irrecevable') and echeance is not null;
    delete from instruction_compte;
    insert into instruction_compte
      select guichet_id, md5(row(appel_id, etat, suite, volet, departement_pilote, departements, tout_territoire, jour)::text)::uuid, appel_id, etat, suite, volet,
        departement_pilote, departements, tout_territoire, jour, count(*), coalesce(sum(cout_global), 0), coalesce(sum(aide_demandee), 0)
      from (select i.*, (i.echeance at time zone 'Europe/Paris')::date as jour from instruction i) i
      group by guichet_id, appel_id, etat, suite, volet, departement_pilote, departements, tout_territoire, jour;
  end loop;
end $$;
