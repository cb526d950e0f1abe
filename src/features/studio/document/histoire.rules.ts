/** One change of a text: `retire` stood at `debut` and `ajoute` took its place. Offsets are those of JavaScript's strings. */
export type Couture = { debut: number; retire: string; ajoute: string }
/** A line of the history: a change, or the one (`cible`) that it undoes or does again. */
export type LigneHistoire = Couture & { revision: number; nature: 'geste' | 'annulation' | 'retablissement'; cible: number | null }

/** What makes one text out of another, as a single seam: what is common before and after it stays out. */
export function couture(avant: string, apres: string): Couture {
  const commun = Math.min(avant.length, apres.length)
  let debut = 0
  while (debut < commun && avant[debut] === apres[debut]) debut++
  let fin = 0
  while (fin < commun - debut && avant[avant.length - 1 - fin] === apres[apres.length - 1 - fin]) fin++
  return { debut, retire: avant.slice(debut, avant.length - fin), ajoute: apres.slice(debut, apres.length - fin) }
}

export const coudreDans = (texte: string, c: Couture) => texte.slice(0, c.debut) + c.ajoute + texte.slice(c.debut + c.retire.length)
export const inverse = ({ debut, retire, ajoute }: Couture): Couture => ({ debut, retire: ajoute, ajoute: retire })

/** The text as it was at a revision, from what it is and what was done since; nothing when the history no longer goes back that far. */
export function texteA(source: string, histoire: readonly LigneHistoire[], a: number, maintenant: number): string | undefined {
  const depuis = histoire.filter(l => l.revision > a).sort((x, y) => y.revision - x.revision)
  return depuis.length === maintenant - a ? depuis.reduce((t, l) => coudreDans(t, inverse(l)), source) : undefined
}

/** The change that would be undone next, and the one that would be done again: a change made since an undoing forgets what was undone. */
export function piles(histoire: readonly LigneHistoire[]): { annulable: number | undefined; retablissable: number | undefined } {
  const [faits, defaits]: [number[], number[]] = [[], []]
  for (const l of [...histoire].sort((x, y) => x.revision - y.revision)) {
    if (l.nature === 'geste') {
      faits.push(l.revision)
      defaits.length = 0
    } else if (l.nature === 'annulation') {
      faits.pop()
      defaits.push(l.cible!)
    } else {
      defaits.pop()
      faits.push(l.cible!)
    }
  }
  return { annulable: faits.at(-1), retablissable: defaits.at(-1) }
}
