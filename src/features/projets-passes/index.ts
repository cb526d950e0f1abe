/**
 * Lists of projects aided in the past, imported from files. Owns `liste_passee` and `projet_passe`. Invariant: a list is imported whole or not at
 * all, each of its lines is given back as it came; one list replaces another only when it names it.
 */
export { importerProjets } from './importer-projets.ts'
export { lireDescription } from './liste.schema.ts'
export {
  bilanListe,
  type ComptesListe,
  choixDe,
  comptesDe,
  type FiltreProjets,
  type ListePassee,
  listesPassees,
  type ProjetPasse,
  projetsPasses,
} from './projets.queries.ts'
