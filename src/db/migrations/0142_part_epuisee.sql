-- a share closes by itself when less is left of it than the call says: nobody publishes that notice; the program before writes who does
alter table fermeture_part alter column publiee_par drop not null;
