-- The signed act sets the day on which the project was first to end.
grant update (fin_initiale) on suivi to guichet_app;
