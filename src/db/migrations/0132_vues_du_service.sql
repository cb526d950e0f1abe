-- A kept view that its author shares is read by everybody of the service, each within their own perimeter.
alter table vue add column partagee boolean not null default false;
create index vue_du_service on vue (guichet_id) where partagee;
