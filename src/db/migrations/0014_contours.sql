-- The map of a guichet's territory, drawn once from a file of contours (IGN Admin Express): communes, EPCI and départements in one frame.
create table contour (
  guichet_id uuid not null references guichet,
  maille text not null check (maille in ('commune', 'epci', 'departement')),
  -- INSEE code; SIREN for an EPCI
  code text not null,
  -- of an SVG path, in the units of the frame
  trace text not null,
  -- the point that stands for it, in the units of the frame
  x real not null,
  y real not null,
  -- simplified, in degrees (WGS 84): what is given as open data
  geometrie jsonb not null,
  primary key (guichet_id, maille, code)
);
create table carte (
  guichet_id uuid primary key references guichet,
  largeur integer not null check (largeur > 0),
  hauteur integer not null check (hauteur > 0),
  -- name of the file, for those who keep it up to date
  source text not null,
  importee_le timestamptz not null
);
do $$ declare t text; begin
  foreach t in array array['contour', 'carte'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy guichet on %I using (guichet_id = (select guichet_courant()))', t);
  end loop;
end $$;
grant select, insert, update, delete on contour, carte to guichet_app;
