import { writeCsvStream } from 'hucre/csv'
import { formatJourCourt, heureCourte } from '../../lib/dates.ts'
import type { Feuille, Genre, Valeur } from './feuille.ts'

/** As French spreadsheets read it: semicolons, decimal comma, jj/mm/aaaa, UTF-8 with its mark. Text that would be a formula is quoted by « ' ». */
export const csv = <L>({ colonnes, lignes }: Feuille<L>): ReadableStream<Uint8Array> =>
  writeCsvStream(
    (async function* () {
      for await (const l of lignes) yield colonnes.map(c => ecrire(c.genre, c.valeur(l)))
    })(),
    { delimiter: ';', bom: true, escapeFormulae: true, headers: colonnes.map(c => c.titre) },
  )

const virgule = (n: string) => n.replace('.', ',')
function ecrire(genre: Genre, v: Valeur): string | null {
  if (v instanceof Date) return `${formatJourCourt(v)} ${heureCourte(v)}`
  if (typeof v === 'number') return virgule(genre === 'euros' ? (v / 100).toFixed(2) : String(v))
  return v
}
