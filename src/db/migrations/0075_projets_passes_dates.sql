-- Of a line of a past list: what names it wherever it stands in the file (`cle`), and the day that the list says (`jour`); `accordee_le` goes on
-- holding a day for the version before, the last of the list's year where no day is said. Both may be empty: that version writes neither.
alter table projet_passe add column cle text, add column jour date;
create unique index projet_passe_cle on projet_passe (liste_id, cle) where cle is not null;
-- What the description of a list says that the version before does not read.
alter table liste_passee add column precisions jsonb not null default '{}';
-- A receipt is checked by anybody.
create index bilan_depot_empreinte on bilan_depot (guichet_id, sha256);
-- A day that only came from the description was nobody's decision.
do $$ declare g uuid; begin
  for g in select id from guichet loop
    perform set_config('app.guichet_id', g::text, true);
    update projet_passe p set jour = p.accordee_le from liste_passee l
      where l.id = p.liste_id and l.guichet_id = g and p.guichet_id = g and l.description #>> '{colonnes,date}' is not null
        and p.accordee_le::text <> l.description ->> 'date';
  end loop;
end $$;
