-- Which envelope a payment comes from, where the aid draws on several and somebody said which; without it, they pay in their order, as before.
alter table versement add column enveloppe_id uuid references enveloppe;
create index on versement (enveloppe_id) where enveloppe_id is not null;

-- A role that reads the whole guichet and moves the money of its calls, and never instructs. The version before knows no such role.
alter table role drop constraint role_role_check;
alter table role add constraint role_role_check
  check (role in ('referent_departemental', 'referent_regional', 'administrateur', 'direction', 'lecteur', 'membre_comite', 'signataire'));
