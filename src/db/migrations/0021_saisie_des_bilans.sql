-- What is being typed in a bilan, field by field, as it was typed: nothing is lost, even what does not read as a date or a number. Filing it
-- writes the typed rows (`bilan_jalon`, `bilan_indicateur`) and what a bilan says in its columns.
alter table bilan add column saisie jsonb not null default '{}';
