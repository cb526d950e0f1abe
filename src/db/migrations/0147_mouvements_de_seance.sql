-- What happens in a séance besides its decisions, at its time: who comes, who leaves, who presides from then on. The procès-verbal says them in this order.
create table seance_mouvement (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  seance_id uuid not null references seance,
  membre_id uuid not null,
  quoi text not null check (quoi in ('arrive', 'part', 'preside')),
  le timestamptz not null,
  foreign key (seance_id, membre_id) references seance_membre (seance_id, id)
);
create index on seance_mouvement (seance_id, le);
create index on seance_mouvement (guichet_id);
alter table seance_mouvement enable row level security;
alter table seance_mouvement force row level security;
create policy guichet on seance_mouvement using (guichet_id = (select guichet_courant()));
grant select, insert on seance_mouvement to guichet_app;

-- What each member answers to their invitation; the attendance is proposed from it, and whoever presides confirms it.
alter table seance_membre add column reponse text check (reponse in ('vient', 'ne_vient_pas'));
