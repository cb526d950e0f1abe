-- What a change of a draft took away, as data: questions that something may still name, dates that another had made impossible. Told, and put back, without reading a sentence.
alter table geste_brouillon add column retraits jsonb not null default '[]';
-- Changes kept until now said it in their sentence: it is read here for the last time.
alter table geste_brouillon no force row level security;
update geste_brouillon set retraits =
    (select jsonb_agg(jsonb_build_object('sorte', 'question', 'code', m[1], 'nom', '')) from regexp_matches(dit, 'Questions' || chr(160) || ': retiré, ([a-z][a-z0-9_]*)', 'g') m)
  where dit ~ ('Questions' || chr(160) || ': retiré, [a-z]');
alter table geste_brouillon force row level security;
