import type { Fenetre } from './partie-zip.ts'

const [RETOUR, LIGNE, MARQUE] = [13, 10, 0xfeff]
const GUILLEMET = '"'

/**
 * Lines of a text whose cells are set apart by `separateur`, one sign; quotes at the start of a cell hold separators, ends of line and doubled quotes. No further than
 * the window: a line may have millions of cells, and only what says that it is too wide is kept of them. Ours because libraries build the whole line first.
 */
export function* lireCsv(
  texte: string,
  separateur: string,
  { lignes, colonnes, cellule }: Omit<Fenetre, 'caracteres'>,
): Generator<string[]> {
  const code = separateur.charCodeAt(0)
  let i = texte.charCodeAt(0) === MARQUE ? 1 : 0
  const finDeChamp = (debut: number) => {
    let f = debut
    for (; f < texte.length; f++) {
      const c = texte.charCodeAt(f)
      if (c === code || c === LIGNE || c === RETOUR) break
    }
    return f
  }
  const cite = () => {
    let champ = ''
    for (i++; i < texte.length; ) {
      const ferme = texte.indexOf(GUILLEMET, i)
      const fin = ferme < 0 ? texte.length : ferme
      if (champ.length < cellule) champ += texte.slice(i, Math.min(fin, i + cellule))
      i = fin + 1
      if (ferme < 0 || texte[i] !== GUILLEMET) break
      champ += champ.length < cellule ? GUILLEMET : ''
      i++
    }
    return champ
  }
  for (let n = 0; n < lignes && i < texte.length; n++) {
    const rangee: string[] = []
    for (let rang = 0; ; rang++) {
      const debut = texte[i] === GUILLEMET ? cite() : ''
      const fin = finDeChamp(i)
      const champ = debut + texte.slice(i, Math.min(fin, i + cellule))
      if (rang < colonnes) rangee.push(champ)
      else if (champ !== '') rangee[colonnes - 1] = champ
      i = fin + 1
      if (texte.charCodeAt(fin) !== code) {
        if (texte.charCodeAt(fin) === RETOUR && texte.charCodeAt(i) === LIGNE) i++
        break
      }
    }
    yield rangee
  }
}

/** How many times each sign stands in the first lines of a text. */
export function compter(texte: string, signes: readonly string[], lignes: number): number[] {
  const comptes = signes.map(() => 0)
  for (let i = 0, n = 0; i < texte.length && n < lignes; i++) {
    const c = texte[i]!
    if (c === '\n') n++
    const rang = signes.indexOf(c)
    if (rang >= 0) comptes[rang]!++
  }
  return comptes
}
