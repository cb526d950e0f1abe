-- Decisions told before this version are no longer awaited. A plain owner would see no row of a table where the policy is forced.
do $$ declare t text; begin
  foreach t in array array['instruction', 'instruction_compte', 'instruction_valeur'] loop execute format('alter table %I no force row level security', t); end loop;
  update instruction set echeance = null, echeance_motif = null
    where etat in ('retenu', 'liste_complementaire', 'non_retenu', 'sans_suite') and echeance is not null;
  foreach t in array array['instruction', 'instruction_compte', 'instruction_valeur'] loop execute format('alter table %I force row level security', t); end loop;
end $$;
