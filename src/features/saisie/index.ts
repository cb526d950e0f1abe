/**
 * Saisie: what was typed in those fields: read, merged with what somebody else saved meanwhile, rows added, moved and removed; and how the fields are drawn. Owns no table.
 */

export type { Remplissage } from './champs.view.tsx'
export { Champs } from './champs.view.tsx'
export type { ConflitVu } from './conflits.ts'
export { conflitVu, differences } from './conflits.ts'
export { ConflitChamp } from './conflits.view.tsx'
export type { Conflit, Saisie } from './fusion.ts'
export { baseDe, erreursRestantes, fusionner } from './fusion.ts'
export type { Geste, RefusGeste } from './gestes.ts'
export { ligneNommee, messageGeste, nouvelleLigne } from './gestes.ts'
export { appliquerGeste } from './lignes.ts'
export { lireSaisie } from './lire-saisie.ts'
export { BoutonAjouter, ListeChamps, Retraits } from './listes.view.tsx'
export { ListesRelues } from './listes-relues.view.tsx'
export { BoutonsDeRang } from './rangs.view.tsx'
export { motLigne } from './retraits.ts'
export { lireChamp } from './saisie.ts'
