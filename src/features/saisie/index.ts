/**
 * Saisie: what was typed in those fields: read, merged with what somebody else saved meanwhile, rows added, moved and removed. Owns no table. Pure.
 */

export type { Conflit, Saisie } from './fusion.ts'
export { baseDe, erreursRestantes, fusionner } from './fusion.ts'
export type { Geste, RefusGeste } from './lignes.ts'
export { appliquerGeste, ligneNommee, messageGeste, motLigne, motRetrait, nouvelleLigne } from './lignes.ts'
export { lireSaisie } from './lire-saisie.ts'
export { lireChamp } from './saisie.ts'
