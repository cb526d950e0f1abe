/**
 * Appels: a call for projects as data (`appel.yml`), read and checked, and what can be told of it at an instant.
 * Owns `appel` and `appel_version`: a published version never changes, the public reads the latest published one.
 */

export { apercus } from './apercus.tsx'
export { lireAppel } from './lire-appel.ts'
export { lireClassement } from './lire-classement.ts'
export { lirePublie } from './lire-publie.ts'
export { Contacts } from './pages/contacts.view.tsx'
export { classer, Listes, type Resultats } from './pages/liste.view.tsx'
export { Une } from './pages/une.view.tsx'
export { motsDesPorteurs } from './porteurs.mots.ts'
export { ajouterVersion, publierFichier } from './publication/publier.ts'
export { duSimulateur } from './simulateur.reprise.ts'
export {
  type AppelDeVersion,
  type AppelPublie,
  appelConnu,
  appelDeVersion,
  appelPublie,
  appelsEtVersions,
  appelsPublies,
  dernierTexte,
  slugSur,
  versionAppliquee,
  versionsDe,
} from './versions.queries.ts'
export { vieDe } from './vie.queries.ts'
