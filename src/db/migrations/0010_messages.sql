-- What an expert declares of their links with the project when they give their avis: none, or which. One that was given is not withdrawn.
alter table avis add column sans_lien boolean;
alter table avis add column lien text not null default '';
alter table avis add constraint avis_declaration check ((rendu_le is null) = (sans_lien is null) and (sans_lien is distinct from false or lien <> ''));
alter table avis add constraint avis_retire_ou_rendu check (annule_le is null or rendu_le is null);
-- The files of a message last as long as it does.
create trigger inalterable before update or delete or truncate on message_piece for each statement execute function refuser_modification();
