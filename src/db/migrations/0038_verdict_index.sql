-- hors transaction
-- Dossiers on which a rule asks for something, found by the rule: few of a million may be.
create index concurrently if not exists verdict_demande on verdict (guichet_id, regle, depot_id)
  where resultat in ('non_respectee', 'a_completer', 'a_verifier', 'attention');
create index concurrently if not exists verdict_humain_demande on verdict_humain (guichet_id, regle, dossier_id)
  where resultat in ('non_respectee', 'a_completer', 'a_verifier', 'attention');
