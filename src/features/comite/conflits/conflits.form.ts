import { texteSaisi } from '../../../lib/forms.ts'

export const MOTIF_MAX = 500
/** For each dossier, what is said; nothing yet is `null`. */
export type Interets = Readonly<Record<string, { declare: 'aucun' | 'conflit' | null; motif: string }>>

export function lireInterets(corps: Record<string, unknown>): Interets {
  const ids = new Set(Object.keys(corps).flatMap(nom => /^(?:interet|motif)-(.+)$/.exec(nom)?.[1] ?? []))
  return Object.fromEntries(
    [...ids].map(id => {
      const v = corps[`interet-${id}`]
      return [id, { declare: v === 'aucun' || v === 'conflit' ? v : null, motif: texteSaisi(corps[`motif-${id}`]).slice(0, MOTIF_MAX) }]
    }),
  )
}
