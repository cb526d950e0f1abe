-- Wrong passwords in a row for an address, whether or not it has an account: `cle` is the SHA-256 of the address, so that addresses without
-- account are not kept. Counted before the try, so that a hundred tries at once are a hundred tries.
create table essai_mot_de_passe (cle text primary key, echecs integer not null, dernier timestamptz not null);
create index on essai_mot_de_passe (dernier);
grant select, insert, update, delete on essai_mot_de_passe to guichet_app;
