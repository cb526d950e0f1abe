import { diffWordsWithSpace } from 'diff'

/** A piece of a text, and whether the other text lacks it. */
export type Morceau = { texte: string; propre: boolean }

/** Below this many characters two texts are compared at a glance. */
const COURT = 60
const CALCUL_MS = 200

/** Word by word, what each of two texts has that the other lacks; `undefined` when they are short, or too long to compare in time. */
export function comparerTextes(avant: string, apres: string): { avant: Morceau[]; apres: Morceau[] } | undefined {
  const parties = avant.length > COURT && apres.length > COURT ? diffWordsWithSpace(avant, apres, { timeout: CALCUL_MS }) : undefined
  return (
    parties && {
      avant: souder(parties.filter(p => !p.added).map(p => ({ texte: p.value, propre: p.removed }))),
      apres: souder(parties.filter(p => !p.removed).map(p => ({ texte: p.value, propre: p.added }))),
    }
  )
}

/** Words that follow one another are one mark: the space between two of them is theirs. */
function souder(morceaux: readonly Morceau[]): Morceau[] {
  const soudes: Morceau[] = []
  morceaux.forEach((m, i) => {
    const entre = m.texte.trim() === '' && morceaux[i - 1]?.propre && morceaux[i + 1]?.propre
    const propre = m.propre || !!entre
    const dernier = soudes.at(-1)
    if (dernier?.propre === propre) soudes[soudes.length - 1] = { texte: dernier.texte + m.texte, propre }
    else soudes.push({ texte: m.texte, propre })
  })
  return soudes
}
