import { z } from 'zod'
import { ARRONDIS, BORNES, code, entier, formule, liste, ouiNon, phrase } from './communs.ts'

/** What a column asks: the questions that fit in a cell, and what a line is known or ranked by. */
const TYPES_COLONNE = [
  'texte_court',
  'texte_long',
  'nombre',
  'montant',
  'date',
  'oui_non',
  'choix',
  'choix_multiple',
  'siren',
  'siret',
  'commune',
  'rang',
] as const
/** Those that no cell holds: only a line of the plan, which has room under it, asks them. */
const TROP_GRANDS: readonly unknown[] = ['texte_long', 'choix_multiple']
/** Bounds of a table: a step of the largest one is still sent, merged and drawn at once. */
export const TABLEAU = { colonnes: 12, lignes: 200, lignesDefaut: 50, code: 30 } as const
/** `<table> . nombre` and `<table> . remplie` are facts. */
const RESERVES = ['nombre', 'remplie', 'ligne']

const courtCode = code.max(TABLEAU.code, `un code de ${TABLEAU.code} caractères au plus`)
const option = z.strictObject({ code, libelle: phrase })

/** A column: asked (`type`), or worked out from the line (`calcul`), which nobody types. `code` is stable for ever. */
export const colonne = z
  .strictObject({
    code: courtCode.refine(
      c => !RESERVES.includes(c),
      `un autre code\u00a0: ${RESERVES.map(r => `«\u00a0${r}\u00a0»`).join(', ')} sont pris`,
    ),
    libelle: phrase,
    type: z.enum(TYPES_COLONNE).optional(),
    aide: phrase.optional(),
    exemple: phrase.optional(),
    obligatoire: ouiNon.default(true),
    longueur_max: entier(BORNES.texte, 1).optional(),
    min: entier(BORNES.nombre * 1_000).optional(),
    max: entier(BORNES.nombre * 1_000).optional(),
    unite: phrase.optional(),
    options: liste(option, BORNES.longue).min(2, 'au moins deux options').optional(),
    calcul: formule.optional(),
    arrondi: z.enum(ARRONDIS).optional(),
  })
  .refine(c => (c.type === undefined) !== (c.calcul === undefined), {
    path: ['type'],
    message: '« type » pour une colonne que l’on remplit, « calcul » pour une colonne calculée : l’un des deux',
  })
  .refine(c => (c.type === 'choix' || c.type === 'choix_multiple') === (c.options !== undefined), {
    path: ['options'],
    message: 'des options pour les types « choix » et « choix_multiple », et pour eux seuls',
  })
  .refine(c => c.arrondi === undefined || c.calcul !== undefined, { path: ['arrondi'], message: '« arrondi » va avec « calcul »' })

/** What a line is called: « une entreprise », « entreprises ». */
export const ligne = z.strictObject({ un: phrase, plusieurs: phrase })
/** What a question of type `tableau` says besides what any question says. */
export const duTableau = {
  colonnes: liste(
    colonne.refine(c => !TROP_GRANDS.includes(c.type), {
      path: ['type'],
      message: 'un type qui tient dans une cellule : « texte_long » et « choix_multiple » ne vont que dans les lignes du plan',
    }),
    TABLEAU.colonnes,
  )
    .min(1, 'au moins une colonne')
    .optional(),
  lignes_min: entier(TABLEAU.lignes, 1).optional(),
  lignes_max: entier(TABLEAU.lignes, 1).optional(),
  /** A column whose values all differ. */
  unique: code.optional(),
  ligne: ligne.optional(),
}
