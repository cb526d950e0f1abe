-- Which envelope a payment comes from, where the aid draws on several and somebody said which; without it, they pay in their order, as before.
alter table versement add column enveloppe_id uuid references enveloppe;
create index on versement (enveloppe_id) where enveloppe_id is not null;
