import { createHash } from 'node:crypto'
import type { PropositionSaisie } from './proposition.rules.ts'

/** What a report holds, field by field; a field that nobody filled is empty or absent. */
export type Contenu = Readonly<Record<string, string>>
/** What a form sends: its fields, and the mark of what each held when the page was read; the proposal also as it was typed. */
export type Saisie = { champs: Contenu; vus: Contenu; proposition?: PropositionSaisie | undefined }
/** A field that somebody else changed since the page was read, and that the form changes too. */
export type Conflit = { champ: string; enregistre: string; saisi: string }

/** Short mark of a text: what a form remembers of the value that it showed. */
export const marque = (texte: string | undefined) => (texte ? createHash('sha256').update(texte).digest('hex').slice(0, 16) : '')

/**
 * What is saved with what a form changes, field by field: two people who write in different fields lose nothing, and where both changed the same
 * one, neither is overwritten. A field that the form does not send stays as it is. Pure.
 */
export function fusionner(
  enregistre: Contenu,
  { champs, vus }: Pick<Saisie, 'champs' | 'vus'>,
): { contenu: Contenu; conflits: Conflit[]; change: boolean } {
  const contenu: Record<string, string> = { ...enregistre }
  const conflits: Conflit[] = []
  for (const [champ, saisi] of Object.entries(champs)) {
    const actuel = enregistre[champ] ?? ''
    const vu = vus[champ] ?? ''
    if (saisi === actuel || marque(saisi) === vu) continue
    if (marque(actuel) !== vu) conflits.push({ champ, enregistre: actuel, saisi })
    contenu[champ] = saisi
  }
  const change = Object.keys(contenu).some(c => contenu[c] !== (enregistre[c] ?? ''))
  return { contenu, conflits, change }
}
