/**
 * Cahier: what a cahier des charges may say, as data: its schema, its types, and what they tell at an instant. Owns no table and knows no other feature.
 * Invariant: an `Appel` in memory has passed the whole check (`appels/lire-appel.ts`: schema, references, formulas).
 */

export {
  contactsPour,
  etapeDe,
  etatAppel,
  formulaireDuVolet,
  montantTotal,
  questionDe,
  recuATemps,
  seuilsDeFermeture,
  vagueUtile,
  voletDe,
} from './appel.rules.ts'
export type { Appel, Ecran, Etape, Formulaire, Parametre, Piece, Question, Vague } from './appel.schema.ts'
export { appelSchema } from './appel.schema.ts'
export type { ModeleActe } from './schema/actes.ts'
export { MOTS_DES_TEXTES } from './schema/mots-des-textes.ts'
export type { TableauAppel } from './tableaux.ts'
export { tableauxDe } from './tableaux.ts'
export type { TypeStructure } from './types-structure.ts'
export { TYPES_STRUCTURE } from './types-structure.ts'
