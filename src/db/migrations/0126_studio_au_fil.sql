-- A draft of a call is kept as it is typed: many small changes, told and undone together.
alter table geste_brouillon add column au_fil boolean not null default false;
-- The open page that sent it: what a page has saved itself is no change of somebody else.
alter table geste_brouillon add column page text check (length(page) <= 40);

-- Who has a draft of a call open, and which section: seen by the others who have it open too. Gone in a minute, and with the draft.
create table presence_brouillon (
  brouillon_id uuid not null references brouillon_appel on delete cascade,
  compte_id uuid not null references compte on delete cascade,
  guichet_id uuid not null references guichet,
  section text not null check (section ~ '^[a-z_]{1,40}$'),
  vu_le timestamptz not null,
  primary key (brouillon_id, compte_id)
);
create index on presence_brouillon (compte_id);
create index on presence_brouillon (guichet_id);
alter table presence_brouillon enable row level security;
alter table presence_brouillon force row level security;
create policy guichet on presence_brouillon using (guichet_id = (select guichet_courant()));
grant select, insert, update, delete on presence_brouillon to guichet_app;
