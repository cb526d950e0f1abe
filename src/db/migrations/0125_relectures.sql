-- Somebody else reads a call before it is published. What they answer is tied to the text that they read, which is kept with the draft: a change after it is read again for
-- itself alone. The draft may be thrown away, and that text with it; what was answered stays, with its digest, which is what allows a version. The version before neither reads nor writes any of it.
create table relecture (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  brouillon_id uuid references brouillon_appel on delete set null,
  titre text not null check (titre <> '' and length(titre) <= 4000),
  lecteur_id uuid not null references compte,
  pour_le date not null,
  demandee_le timestamptz not null,
  demandee_par uuid not null references compte,
  lue_le timestamptz,
  sens text check (sens in ('rien_a_redire', 'remarque')),
  remarque text check (remarque <> '' and length(remarque) <= 4000),
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  source text check (octet_length(source) <= 524288),
  retiree_le timestamptz,
  check ((lue_le is null) = (sens is null) and (lue_le is null) = (sha256 is null) and (source is null or lue_le is not null)),
  check ((sens = 'remarque') = (remarque is not null) or sens is null),
  check (lecteur_id <> demandee_par)
);
create unique index relecture_attendue on relecture (brouillon_id, lecteur_id) where lue_le is null and retiree_le is null;
create index on relecture (brouillon_id) where brouillon_id is not null;
create index on relecture (guichet_id, sha256) where sha256 is not null;
create index on relecture (lecteur_id);
create index on relecture (demandee_par);
alter table relecture enable row level security;
alter table relecture force row level security;
create policy guichet on relecture using (guichet_id = (select guichet_courant()));
grant select, insert on relecture to guichet_app;
grant update (lue_le, sens, remarque, sha256, source, retiree_le) on relecture to guichet_app;

-- what a reader answered never changes; the text that they read may go
create function relecture_lue() returns trigger language plpgsql as $$
begin
  if old.lue_le is not null and ((new.lue_le, new.sens, new.remarque, new.sha256) is distinct from (old.lue_le, old.sens, old.remarque, old.sha256)
    or (new.source is not null and new.source is distinct from old.source)) then
    raise exception 'une relecture rendue ne change plus' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger lue before update on relecture for each row execute function relecture_lue();
