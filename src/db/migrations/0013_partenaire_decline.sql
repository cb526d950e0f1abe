-- A structure that leaves a joint project by its own choice says why; one that the porteur takes out says nothing.
alter table partenaire add column decline_motif text check (decline_motif <> '');
alter table partenaire add constraint partenaire_decline check (decline_motif is null or retire_le is not null);
