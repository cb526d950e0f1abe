/**
 * Structures and who speaks for them. Owns `structure`, `departement`, `appartenance`, `invitation`, `domaine_structure`, `siret_prouve`, `siret_siege`, `boite_publique`, `entreprise`, `declaration_structure`.
 * Invariant: one act at a time on a structure's members; the first enters at once (the fourth that one account declares waits for the service), later ones
 * are let in by a member or the service, or were invited; whoever is proven does not wait for those who are not, nor is taken out by them.
 */

export { identiteDe, invitationsRecues } from './appartenances.queries.ts'
export { chercherPartout, lireAnnuaire } from './chercher.ts'
export { decrireFiche, decrireStructure } from './decrire.ts'
export type { StructureSansMembre } from './dossiers-attaches.ts'
export { entree } from './entree.ts'
export { importerParRegion, importerReferentiel } from './importer-referentiel.ts'
export { nomDuCompte, nommer } from './nommer.ts'
export { libellePreuve, motPreuve } from './preuve.ts'
export { prouverParSiret } from './prouver.ts'
export { rechercherPartout } from './rechercher.ts'
export { direEntreprises } from './repertoire/dire-entreprises.ts'
export { parSiren } from './repertoire/prendre.ts'
export { MESSAGES_RECHERCHE } from './structures.form.ts'
export { connuDe, departements, listerMembres, type Structure, trouverStructure } from './structures.queries.ts'
