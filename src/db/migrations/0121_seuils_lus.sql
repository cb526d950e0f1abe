-- Thresholds of a call in preparation that somebody has read and found as they should be: each by a key made of its rule, its figure and what comes of it, so that one which changes is to be read again.
alter table brouillon_appel add column seuils_lus text[] not null default '{}' check (cardinality(seuils_lus) <= 400);
grant update (seuils_lus) on brouillon_appel to guichet_app;
