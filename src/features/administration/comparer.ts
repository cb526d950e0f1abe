import { structuredPatch } from 'diff'

/** One line of a comparison: kept, added or removed, with its number in the new text (the old one for a removed line). */
export type LigneComparee = { sorte: 'gardee' | 'ajoutee' | 'retiree'; numero: number; texte: string }
export type Passage = LigneComparee[]

const CONTEXTE = 2
const SORTES = { ' ': 'gardee', '+': 'ajoutee', '-': 'retiree' } as const

/** Passages that differ between two texts of a call, with two lines around each. Empty when nothing differs. */
export function comparer(ancien: string, nouveau: string): Passage[] {
  return structuredPatch('publiée', 'nouvelle', ancien, nouveau, '', '', { context: CONTEXTE }).hunks.map(h => {
    let [avant, apres] = [h.oldStart, h.newStart]
    return h.lines.flatMap((ligne): Passage => {
      const sorte = SORTES[ligne.charAt(0) as keyof typeof SORTES]
      if (!sorte) return []
      const numero = sorte === 'retiree' ? avant : apres
      if (sorte !== 'ajoutee') avant++
      if (sorte !== 'retiree') apres++
      return [{ sorte, numero, texte: ligne.slice(1) }]
    })
  })
}
