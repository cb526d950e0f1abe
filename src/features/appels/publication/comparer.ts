import { structuredPatch } from 'diff'

/** One line of a comparison: kept, added or removed, with its number in the new text (the old one for a removed line). */
export type LigneComparee = { sorte: 'gardee' | 'ajoutee' | 'retiree'; numero: number; texte: string }
export type Passage = LigneComparee[]
/** `omises`: lines that change and are not shown. */
export type Comparaison = { passages: Passage[]; omises: number }

const CONTEXTE = 2
const SORTES = { ' ': 'gardee', '+': 'ajoutee', '-': 'retiree' } as const
/** Lines added and removed that are still matched one by one: the time of it grows with their square. */
const ECARTS_MAX = 1_500
/** Lines that a page shows. */
const LIGNES_MAX = 2_000

/**
 * Passages that differ between two texts of a call, with two lines around each. Empty when nothing differs. Texts that have little in common are compared by
 * section (a key at the margin and what stands under it): one that changed is shown whole.
 */
export function comparer(ancien: string, nouveau: string): Comparaison {
  const finesse = structuredPatch('publiée', 'nouvelle', ancien, nouveau, '', '', { context: CONTEXTE, maxEditLength: ECARTS_MAX })
  return borner(finesse ? finesse.hunks.map(passageDe) : parSection(ancien, nouveau))
}

function passageDe(h: { oldStart: number; newStart: number; lines: string[] }): Passage {
  let [avant, apres] = [h.oldStart, h.newStart]
  return h.lines.flatMap((ligne): Passage => {
    const sorte = SORTES[ligne.charAt(0) as keyof typeof SORTES]
    if (!sorte) return []
    const numero = sorte === 'retiree' ? avant : apres
    if (sorte !== 'ajoutee') avant++
    if (sorte !== 'retiree') apres++
    return [{ sorte, numero, texte: ligne.slice(1) }]
  })
}

type Section = { cle: string; debut: number; lignes: string[] }
function sections(texte: string): Section[] {
  const lues: Section[] = []
  texte.split('\n').forEach((ligne, i) => {
    const cle = /^[^\s#-][^:]{0,80}:/.exec(ligne)?.[0]
    if (cle === undefined && lues.length > 0) lues.at(-1)!.lignes.push(ligne)
    else lues.push({ cle: cle ?? '', debut: i + 1, lignes: [ligne] })
  })
  return lues
}

function parSection(ancien: string, nouveau: string): Passage[] {
  const avant = new Map(sections(ancien).map(s => [s.cle, s]))
  const lignes = (s: Section | undefined, sorte: LigneComparee['sorte']): Passage =>
    (s?.lignes ?? []).map((texte, i) => ({ sorte, numero: s!.debut + i, texte }))
  const changees = sections(nouveau).flatMap((s): Passage[] => {
    const ancienne = avant.get(s.cle)
    avant.delete(s.cle)
    return ancienne?.lignes.join('\n') === s.lignes.join('\n') ? [] : [[...lignes(ancienne, 'retiree'), ...lignes(s, 'ajoutee')]]
  })
  return [...changees, ...[...avant.values()].map(s => lignes(s, 'retiree'))]
}

function borner(passages: Passage[]): Comparaison {
  let reste = LIGNES_MAX
  const montres = passages.flatMap((p): Passage[] => {
    const pris = p.slice(0, reste)
    reste -= pris.length
    return pris.length > 0 ? [pris] : []
  })
  const total = passages.reduce((n, p) => n + p.length, 0)
  return { passages: montres, omises: total - (LIGNES_MAX - reste) }
}
