import { commun } from '../../../lib/commun.ts'

/** One change of a text: `retire` stood at `debut` and `ajoute` took its place. Offsets are those of JavaScript's strings. */
export type Couture = { debut: number; retire: string; ajoute: string }
/** A line of the history: a change, or the one (`cible`) that it undoes or does again. */
export type LigneHistoire = Couture & { revision: number; nature: 'geste' | 'annulation' | 'retablissement'; cible: number | null }

/** The two halves of a sign that JavaScript counts for two (an emoji): alone, the database would keep neither. */
const [PREMIERE, SECONDE] = [/[\ud800-\udbff]/, /[\udc00-\udfff]/]

/** What makes one text out of another, as a single seam of whole signs: what is common before and after it stays out. */
export function couture(avant: string, apres: string): Couture {
  const { debut: d, fin: f } = commun(avant, apres)
  const debut = d > 0 && PREMIERE.test(avant[d - 1]!) ? d - 1 : d
  const fin = f > 0 && SECONDE.test(avant[avant.length - f]!) ? f - 1 : f
  return { debut, retire: avant.slice(debut, avant.length - fin), ajoute: apres.slice(debut, apres.length - fin) }
}

export const coudreDans = (texte: string, c: Couture) => texte.slice(0, c.debut) + c.ajoute + texte.slice(c.debut + c.retire.length)
export const inverse = ({ debut, retire, ajoute }: Couture): Couture => ({ debut, retire: ajoute, ajoute: retire })

/** The text as it was at a revision, from what it is and what was done since; nothing when the history no longer goes back that far. */
export function texteA(source: string, histoire: readonly LigneHistoire[], a: number, maintenant: number): string | undefined {
  const depuis = histoire.filter(l => l.revision > a).sort((x, y) => y.revision - x.revision)
  return depuis.length === maintenant - a ? depuis.reduce((t, l) => coudreDans(t, inverse(l)), source) : undefined
}

/** Who made a change, where, and what it said of itself; `auFil`: kept while they were typing; `page`: the open page that sent it. */
export type Main = { par: string | null; lieu: string; dit: string; le: Date; auFil: boolean; page: string | null }
/** A page that saves as one types makes many changes of one sentence: those that follow one another so closely are one for whoever reads, or undoes. Milliseconds. */
const MEME_MAIN_MS = 120_000
/** Whether a change goes on with the one before it. */
export const continuee = (avant: Main, l: Main) =>
  l.auFil &&
  avant.auFil &&
  avant.par === l.par &&
  avant.lieu === l.lieu &&
  avant.dit === l.dit &&
  l.le.getTime() - avant.le.getTime() < MEME_MAIN_MS

/** Whether every change since a form was drawn came from this open page: at least one, and none that the history has let go. */
export function toutesDe(
  histoire: readonly (LigneHistoire & Main)[],
  { montree, revision, page }: { montree: number | undefined; revision: number; page: string },
): boolean {
  if (montree === undefined || montree >= revision) return false
  const depuis = histoire.filter(l => l.revision > montree)
  return depuis.length === revision - montree && depuis.every(l => l.page === page)
}

/**
 * The changes that would be undone next, and those that would be done again, each a group in the order in which it was made. An undoing says the first of its group (`cible`);
 * a change made since forgets what was undone.
 */
export function piles<L extends LigneHistoire & Main>(histoire: readonly L[]): { annulable: L[]; retablissable: L[] } {
  const [faits, defaits]: [L[][], L[][]] = [[], []]
  for (const l of [...histoire].sort((x, y) => x.revision - y.revision)) {
    if (l.nature === 'geste') {
      const dernier = faits.at(-1)?.at(-1)
      if (dernier && defaits.length === 0 && continuee(dernier, l)) faits.at(-1)!.push(l)
      else faits.push([l])
      defaits.length = 0
    } else {
      const [de, vers] = l.nature === 'annulation' ? [faits, defaits] : [defaits, faits]
      const groupe = de.pop() ?? []
      // before changes were grouped, one was undone alone
      const coupe = groupe.findIndex(g => g.revision === l.cible)
      if (coupe > 0) de.push(groupe.slice(0, coupe))
      if (coupe >= 0) vers.push(groupe.slice(coupe))
    }
  }
  return { annulable: faits.at(-1) ?? [], retablissable: defaits.at(-1) ?? [] }
}
