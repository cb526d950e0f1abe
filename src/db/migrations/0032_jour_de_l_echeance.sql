-- The civil day of a due date, in Paris: late ones are read day by day, each in the order of their filing.
alter table instruction add column echeance_jour date generated always as ((echeance at time zone 'Europe/Paris')::date) stored;
