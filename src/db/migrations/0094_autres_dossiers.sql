-- What the guichet knew of the porteur's other dossiers when this one was filed (`autres`), and which verdicts were reached with it: those are read by the porteur and
-- by the service alone. The version before writes neither: a filing without `autres` is one whose call asked for none of it.
alter table depot add column autres jsonb;
alter table verdict add column autres boolean not null default false;
