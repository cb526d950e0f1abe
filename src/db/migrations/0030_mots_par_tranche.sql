-- hors transaction
-- An index of words gives all the dossiers that hold one, however few are wanted: with a million, a common word takes its time before the first is known. Each word is
-- indexed with the part (« tranche ») that its dossier is in, one of 256, told by the end of its identifier, which is random: a search reads part after part, and stops.
create or replace function mots_par_tranche(dossier uuid, vecteur tsvector) returns tsvector language plpgsql immutable parallel safe as $$
  declare t text := right(dossier::text, 2); begin
  return array_to_tsvector(string_to_array(t || array_to_string(tsvector_to_array(vecteur), ' ' || t), ' ')); end $$;
-- Words go straight into it: those that wait in a list would be gone through once a part.
create index concurrently if not exists instruction_recherche_tranches on instruction_recherche using gin (mots_par_tranche(dossier_id, vecteur)) with (fastupdate = off);
