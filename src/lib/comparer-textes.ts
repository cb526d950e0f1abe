import { diffWordsWithSpace } from 'diff'
import { idDe } from './empreintes.ts'

/** A piece of a text, and whether the other text lacks it. */
export type Morceau = { texte: string; propre: boolean }
export type TextesCompares = { avant: Morceau[]; apres: Morceau[] }
/** What each of two texts has that the other lacks, word by word; `undefined` when they are short, or too unlike for the time that is left: both are then shown whole. */
export type Comparateur = (avant: string, apres: string) => TextesCompares | undefined

/** Below this many characters two texts are compared at a glance. */
const COURT = 60
/** Two of the longest answers of a form. Only to cut longer ones into words takes too long. */
const LONG = 40_000
/** For all the texts of one answer: comparing two that are unlike takes the square of their words, and everybody waits meanwhile. */
const BUDGET_MS = 50
/** Characters of compared texts that are kept, so that opening again a page that shows them compares nothing. */
const GARDES_MAX = 2_000_000

/** One for each answer that shows compared texts: they share its time. */
export function comparateur(): Comparateur {
  let reste = BUDGET_MS
  return (avant, apres) => {
    if (avant.length <= COURT || apres.length <= COURT || avant.length + apres.length > LONG) return undefined
    const cle = idDe(JSON.stringify([avant, apres]))
    const deja = lireGarde(cle)
    if (deja || reste <= 0) return deja
    const debut = performance.now()
    const parties = diffWordsWithSpace(avant, apres, { timeout: reste })
    const faits = parties && {
      avant: souder(parties.filter(p => !p.added).map(p => ({ texte: p.value, propre: p.removed }))),
      apres: souder(parties.filter(p => !p.removed).map(p => ({ texte: p.value, propre: p.added }))),
    }
    reste -= performance.now() - debut
    if (faits) garder(cle, faits, avant.length + apres.length)
    return faits
  }
}

/** The last read, the last to go. */
const gardes = new Map<string, { faits: TextesCompares; taille: number }>()
let taille = 0

function lireGarde(cle: string): TextesCompares | undefined {
  const garde = gardes.get(cle)
  if (!garde) return undefined
  gardes.delete(cle)
  gardes.set(cle, garde)
  return garde.faits
}

function garder(cle: string, faits: TextesCompares, plus: number) {
  gardes.set(cle, { faits, taille: plus })
  taille += plus
  for (const [ancienne, g] of gardes) {
    if (taille <= GARDES_MAX) return
    gardes.delete(ancienne)
    taille -= g.taille
  }
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
