-- An absent member of a body whose call allows it gives a power to one who is there: as noted with presences, then, opinion by opinion, as it was counted.
alter table seance_membre add column pouvoir_a uuid check (pouvoir_a <> id);
alter table seance_membre add constraint seance_membre_pouvoir foreign key (seance_id, pouvoir_a) references seance_membre (seance_id, id);
alter table seance_membre add constraint pouvoir_d_un_absent check (pouvoir_a is null or presence in ('excuse', 'absent'));
create index on seance_membre (seance_id, pouvoir_a) where pouvoir_a is not null;

-- `representes[i]` voted by `mandataires[i]`; the program before writes neither, and its votes are still those of whoever is there
alter table avis_instance add column representes uuid[] not null default '{}', add column mandataires uuid[] not null default '{}';
alter table avis_instance drop constraint avis_instance_check;
alter table avis_instance add constraint avis_voix_comptees
  check (sens = 'reporte' or pour + contre + abstention + sans_vote = cardinality(votants) + cardinality(representes));
alter table avis_instance add constraint avis_pouvoirs
  check (cardinality(representes) = cardinality(mandataires) and mandataires <@ votants and not representes && votants);
grant update (representes, mandataires) on avis_instance to guichet_app;

-- A closed séance says nothing more, and a member in conflict has no voice, by power neither, whoever writes.
create or replace function avis_en_seance() returns trigger language plpgsql as $$
begin
  if not exists (select from seance s where s.id = new.seance_id and s.guichet_id = new.guichet_id and s.etat = 'ouverte' and s.instance is not null) then
    raise exception 'un avis se rend dans une séance ouverte de son instance' using errcode = 'restrict_violation';
  end if;
  if exists (select from conflit c where c.seance_id = new.seance_id and c.dossier_id = new.dossier_id and c.declare = 'conflit'
    and (c.membre_id = any (new.votants) or c.membre_id = any (new.representes))) then
    raise exception 'un membre déporté ne vote pas' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
