-- A file made of photographs: the SHA-256 of the photograph of each of its pages, in their order; empty of any other file. `lot`: photographs chosen together, which make one file where a piece takes several.
alter table piece add column photos text[];
alter table piece add constraint piece_photos check (photos is null or (cardinality(photos) between 1 and 200 and type = 'pdf'));
alter table piece add column lot uuid;
alter table televersement add column lot uuid;
