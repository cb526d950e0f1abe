-- A version that closes a call earlier may leave the closing of before to the drafts already begun: each has it as a derogation that nobody asked for, and that an early closing of the whole
-- call still ends. The version before grants derogations alone, and reads these as such.
alter table derogation add column gardee boolean not null default false;
-- Asked with the instant at which such a version is published by itself.
alter table publication_prevue add column garder_cloture boolean not null default false;
