import { parseCsv } from 'hucre/csv'
import { formatNombre } from '../../lib/euros.ts'

/** More than the longest lines of the national files, which have some tens of thousands of signs. */
export const SIGNES_PAR_LIGNE = 200_000
/** `numero`: of where it begins, in the file. */
export type LigneCsv = { numero: number; cellules: string[] }

/** A line goes further than those of a table do; `ouvert` when a quotation mark that nobody closes is what holds it. */
export class LigneTropLongue extends Error {
  readonly numero: number
  readonly ouvert: boolean
  constructor(numero: number, ouvert: boolean) {
    super(`line ${numero} of a CSV is too long`)
    this.numero = numero
    this.ouvert = ouvert
  }
}

/** What to do of it, for whoever gave the file. */
export const direLigneTropLongue = ({ numero, ouvert }: LigneTropLongue) =>
  ouvert
    ? `Ligne ${formatNombre(numero)}\u00a0: un guillemet s’ouvre et ne se ferme pas. Fermez-le dans le fichier, ou retirez cette ligne, puis recommencez.`
    : `Ligne ${formatNombre(numero)}\u00a0: elle dépasse ${formatNombre(SIGNES_PAR_LIGNE)} caractères. Vérifiez que ce fichier est bien un CSV décompressé, ou retirez cette ligne, puis recommencez.`

const [GUILLEMET, LIGNE] = ['"'.charCodeAt(0), '\n'.charCodeAt(0)]

/**
 * Cells of each line of a CSV that is too large to be held, out of its pieces as they are read; its first line says what sets cells apart, comma or semicolon. Ends of line within quotation
 * marks stay in their cell. No more than `SIGNES_PAR_LIGNE` signs of a line are held beside one piece: beyond, it stops before anything reads them. @throws {LigneTropLongue} with the number, in the file, of where the line begins
 */
export async function* lignesCsv(morceaux: AsyncIterable<string>): AsyncGenerator<LigneCsv> {
  let delimiter: ',' | ';' | undefined
  let texte = ''
  let [numero, suivante] = [1, 1]
  let [cite, debutDeCellule] = [false, true]
  const lire = (brut: string): LigneCsv => {
    if (brut.length > SIGNES_PAR_LIGNE) throw new LigneTropLongue(numero, false)
    const ligne = numero === 1 ? brut.replace(/^\ufeff/, '') : brut
    delimiter ??= ligne.includes(';') ? ';' : ','
    return { numero, cellules: (parseCsv(ligne, { delimiter })[0] ?? []).map(c => String(c ?? '')) }
  }
  for await (const morceau of morceaux) {
    let depuis = 0
    for (let i = 0; i < morceau.length; i++) {
      const c = morceau.charCodeAt(i)
      if (c === LIGNE) suivante++
      // it opens a cell only where the cell begins; doubled, it closes then opens again
      if (c === GUILLEMET && (cite || debutDeCellule)) {
        cite = !cite
        debutDeCellule = !cite
      } else if (!cite) {
        debutDeCellule =
          c === LIGNE || morceau[i] === (delimiter ?? ',') || (delimiter === undefined && (morceau[i] === ';' || c === 0xfeff))
        if (c !== LIGNE) continue
        yield lire(texte + morceau.slice(depuis, i))
        texte = ''
        depuis = i + 1
        numero = suivante
      }
    }
    texte += morceau.slice(depuis)
    if (texte.length > SIGNES_PAR_LIGNE) throw new LigneTropLongue(numero, cite)
  }
  if (cite) throw new LigneTropLongue(numero, true)
  if (texte !== '') yield lire(texte)
}
