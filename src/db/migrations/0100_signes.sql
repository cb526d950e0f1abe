-- In whose name a decision was confirmed and an act established, and under which delegation: nothing for those of before, whose words stay as they were printed.
alter table confirmation add column signataire_id uuid references signataire, add column delegation_id uuid references delegation,
  add check (delegation_id is null or signataire_id is not null);
alter table acte add column signataire_id uuid references signataire, add column delegation_id uuid references delegation,
  add check (delegation_id is null or signataire_id is not null);
create index on confirmation (signataire_id) where signataire_id is not null;
create index on confirmation (delegation_id) where delegation_id is not null;
create index on acte (signataire_id) where signataire_id is not null;
create index on acte (delegation_id) where delegation_id is not null;
