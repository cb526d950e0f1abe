/** `colonne` counts from 0 in the formula. */
export class ErreurFormule extends Error {
  readonly colonne: number
  constructor(message: string, colonne: number) {
    super(message)
    this.colonne = colonne
  }
}

export type Jeton = { genre: 'nom' | 'litteral' | 'symbole' | 'mot'; texte: string; debut: number }

/** Words that are never part of a name. Those of the second list came later: a name written before them keeps them (`nomsProteges`). */
const TOUJOURS = 'et|ou|oui|non'
const VENUS_ENSUITE = 'si|alors|sinon|pas\\s+parmi|parmi|où'
const FIN = '(?![\\p{L}\\p{N}_])'
const RESERVES = `(?:${TOUJOURS}|${VENUS_ENSUITE})${FIN}`
const MOT = '\\p{L}[\\p{L}\\p{N}_]*'

const MOTIFS: [Jeton['genre'] | 'espace', RegExp][] = [
  ['espace', /\s+/y],
  ['litteral', /\d{2}\/\d{2}\/\d{4}/y],
  ['litteral', /(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[.,]\d+)?(?:\s*[€%])?/y],
  ['litteral', /['’][^'’]*['’]/y],
  ['mot', new RegExp(RESERVES, 'uy')],
  ['nom', new RegExp(`${MOT}(?:(?:\\s*\\.\\s*|\\s+)(?!${RESERVES})${MOT})*`, 'uy')],
  ['symbole', /<=|>=|!=|[=<>+\-*/()[\];,≤≥≠×−]/y],
]
/** Signs of other languages and of word processors. */
const AUTRES_SIGNES: readonly [string, string][] = [
  ['=>', '« => » s’écrit « >= »'],
  ['=<', '« =< » s’écrit « <= »'],
  ['==', '« == » s’écrit « = »'],
  ['<>', '« <> » s’écrit « != »'],
  ['&&', '« && » s’écrit « et »'],
  ['||', '« || » s’écrit « ou »'],
  ['$', '« $ » s’écrit « € »'],
  ...['"', '“', '”', '«', '‘'].map((s): [string, string] => [s, "un code s’écrit entre apostrophes droites : 'voirie'"]),
]
/** A day as the dates of a call are written, which a formula would subtract. */
const JOUR_MACHINE = /^(20\d\d)-(\d\d)-(\d\d)(?!\d)/
const VARIANTES: ReadonlyMap<string, string> = new Map([
  ['≤', '<='],
  ['≥', '>='],
  ['≠', '!='],
  ['×', '*'],
  ['−', '-'],
])

const CITE_UN_MOT = new RegExp(`(?:^|\\s)(?:${VENUS_ENSUITE})(?:\\s|$)`, 'u')
/** Names of a call that hold a word of the language come first, the longest before: a call written before « si » was a word reads as it did. */
export function nomsProteges(noms: Iterable<string>): RegExp | undefined {
  const cites = [...noms].filter(n => CITE_UN_MOT.test(n)).sort((a, b) => b.length - a.length)
  if (cites.length === 0) return undefined
  const motifs = cites.map(n =>
    n
      .replace(/[\\^$*+?.()|[\]{}]/g, '\\$&')
      .replace(/ \\\. /g, '\\s*\\.\\s*')
      .replace(/ /g, '\\s+'),
  )
  return new RegExp(`(?:${motifs.join('|')})${FIN}`, 'uy')
}

/** @throws ErreurFormule at the first sign that no formula has */
export function decouper(formule: string, proteges?: RegExp): Jeton[] {
  const motifs: typeof MOTIFS = proteges ? [['nom', proteges], ...MOTIFS] : MOTIFS
  const jetons: Jeton[] = []
  for (let i = 0; i < formule.length; ) {
    const trouve = motifs
      .map(([genre, motif]) => {
        motif.lastIndex = i
        return { genre, texte: motif.exec(formule)?.[0] }
      })
      .find(t => t.texte !== undefined)
    const jour = JOUR_MACHINE.exec(formule.slice(i, i + 11))
    if (jour) throw new ErreurFormule(`« ${jour[0]} » s’écrit « ${jour[3]}/${jour[2]}/${jour[1]} »`, i)
    const signe = AUTRES_SIGNES.find(([s]) => formule.startsWith(s, i))
    if (signe) throw new ErreurFormule(signe[1], i)
    if (!trouve?.texte) throw new ErreurFormule(`« ${formule[i]} » n’a pas sa place ici`, i)
    const texte = trouve.genre === 'mot' ? trouve.texte.replace(/\s+/g, ' ') : trouve.texte
    if (trouve.genre !== 'espace') jetons.push({ genre: trouve.genre, texte: VARIANTES.get(texte) ?? texte, debut: i })
    i += trouve.texte.length
  }
  return jetons
}

/** The signs of a formula with their names as they are looked for, for whoever changes some of them; nothing when it cannot be read. */
export function jetonsDe(formule: string): (Pick<Jeton, 'genre' | 'debut'> & { nom: string; longueur: number })[] | undefined {
  try {
    return decouper(formule).map(({ genre, texte, debut }) => ({
      ...{ genre, debut, longueur: texte.length },
      nom: genre === 'nom' ? nomNormal(texte) : texte,
    }))
  } catch (e) {
    if (e instanceof ErreurFormule) return undefined
    throw e
  }
}

/** « dépenses .  licence » → « dépenses . licence ». */
export const nomNormal = (nom: string) => nom.replace(/\./g, ' . ').replace(/\s+/g, ' ').trim()
