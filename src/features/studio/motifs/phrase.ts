/** A sentence whose blanks are filled: names and figures as formulas write them, answers by their codes. Several of them, joined, are one. */
export type Remplie = { motif: string; valeurs: Readonly<Record<string, string | readonly string[]>> }
export type Phrase = Remplie | { lien: 'et' | 'ou'; membres: readonly Phrase[] }

/** The sentences of a phrase, in order, each with what makes its fields' names. */
export const membresDe = (p: Phrase): readonly Remplie[] => ('motif' in p ? [p] : p.membres.flatMap(membresDe))
/** The same phrase with other sentences in the place of its own, in order. */
export function avecMembres(p: Phrase, remplies: readonly Remplie[]): Phrase {
  const reste = [...remplies]
  const poser = (x: Phrase): Phrase => ('motif' in x ? (reste.shift() ?? x) : { ...x, membres: x.membres.map(poser) })
  return poser(p)
}
