-- Whoever waits to be let into a structure may write a draft for it: the draft is theirs alone until they are let in, and stays theirs if they are not.
alter table dossier
  add column redige_par uuid references compte,
  add check (redige_par is null or etat in ('brouillon', 'abandonne'));
create index dossier_redige_par on dossier (redige_par) where redige_par is not null;
