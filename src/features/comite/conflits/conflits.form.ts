import { texteSaisi } from '../../../lib/forms.ts'

export const MOTIF_MAX = 500
/** For each dossier, what is said; nothing yet is `null`. */
export type Interets = Readonly<Record<string, { declare: 'aucun' | 'conflit' | null; motif: string }>>

/**
 * What a member says, dossier by dossier. « Aucun conflit pour les autres » answers for those that the form showed and that were left blank: a dossier added since is not among
 * them, and a link that was told without its answer waits for it.
 */
export function lireInterets(corps: Record<string, unknown>): Interets {
  const autres = corps.autres === 'aucun' ? 'aucun' : null
  const ids = new Set(Object.keys(corps).flatMap(nom => /^(?:interet|motif)-(.+)$/.exec(nom)?.[1] ?? []))
  return Object.fromEntries(
    [...ids].map(id => {
      const v = corps[`interet-${id}`]
      const motif = texteSaisi(corps[`motif-${id}`]).slice(0, MOTIF_MAX)
      return [id, { declare: v === 'aucun' || v === 'conflit' ? v : motif === '' ? autres : null, motif }]
    }),
  )
}
