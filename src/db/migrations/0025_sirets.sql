-- The SIRET of the seat of structures, imported from an extract of the répertoire Sirene: it cannot be worked out from a SIREN. National, like the
-- referential; the program reads it, a command of the deployer writes it.
create table siret_siege (
  siren text primary key check (siren ~ '^[0-9]{9}$'),
  siret text not null check (siret ~ '^[0-9]{14}$' and left(siret, 9) = siren),
  importe_le timestamptz not null
);
grant select on siret_siege to guichet_app;
