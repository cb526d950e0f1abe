-- A delegation that ends because somebody leaves office is told to both people, once: when they were. The version before reads none of it, and tells nobody.
alter table delegation add column depart_dit_le timestamptz;
grant update (depart_dit_le) on delegation to guichet_app;
