-- Mailboxes that the directory of public services gives for a structure, imported by a command of the deployer: whoever proves one of them is known to speak for it. National, like the
-- referential; the program only reads it.
create table boite_publique (
  courriel text not null check (courriel = lower(courriel) and length(courriel) between 6 and 254),
  siren text not null check (siren ~ '^[0-9]{9}$'),
  importee_le timestamptz not null,
  primary key (courriel, siren)
);
grant select on boite_publique to guichet_app;
