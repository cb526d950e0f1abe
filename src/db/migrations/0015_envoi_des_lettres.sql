-- A letter leaves because somebody asked for it: when, and who.
alter table notification add column demandee_le timestamptz;
alter table notification add column demandee_par uuid references compte;
alter table notification add constraint notification_demandee check ((demandee_le is null) = (demandee_par is null));
create index notification_a_envoyer on notification (guichet_id, id) where demandee_le is not null and envoyee_le is null;
