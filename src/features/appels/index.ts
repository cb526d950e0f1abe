/**
 * Appels: a call for projects as data (`appel.yml`), read and checked, and what can be told of it at an instant.
 * Owns `appel` and `appel_version`: a published version never changes, the public reads the latest published one.
 */

export { type ErreurAppel, lireAppel } from './lire-appel.ts'
export { lireClassement } from './lire-classement.ts'
export { lirePublie } from './lire-publie.ts'
export { AppelPage, BandeauApercu } from './pages/appel.view.tsx'
export { Contacts } from './pages/contacts.view.tsx'
export { AucunOuvert, AVenir, type Classement, Clos, classer, type Resultats } from './pages/liste.view.tsx'
export { Une } from './pages/une.view.tsx'
export { ajouterVersion, publierFichier, publierVersion, type RefusPublication } from './publier.ts'
export {
  type AppelDeVersion,
  type AppelListe,
  type AppelPublie,
  appelDeVersion,
  appelPublie,
  appelsDeVersions,
  appelsEtVersions,
  appelsPublies,
  slugSur,
  type VersionListee,
  versionAppliquee,
  versionNumero,
} from './versions.queries.ts'
