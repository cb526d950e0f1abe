import { writeXlsxStream } from 'hucre/xlsx'
import { horlogeDeParis } from '../../lib/dates.ts'
import type { Feuille, Genre, Valeur } from './feuille.ts'
import { lisible } from './texte.ts'

const FORMATS: Record<Genre, string | undefined> = {
  texte: undefined,
  entier: '#,##0',
  decimal: '#,##0.0',
  euros: '#,##0.00',
  instant: 'dd/mm/yyyy hh:mm',
}

export const xlsx = <L>({ nom, colonnes, lignes }: Feuille<L>): ReadableStream<Uint8Array> =>
  writeXlsxStream(
    (async function* () {
      for await (const l of lignes) yield colonnes.map(c => ecrire(c.genre, c.valeur(l)))
    })(),
    {
      name: nom,
      columns: colonnes.map(({ titre, genre, largeur }) => ({
        header: titre,
        width: largeur,
        ...(FORMATS[genre] ? { numFmt: FORMATS[genre] } : {}),
      })),
      freezePane: { rows: 1, columns: 1 },
    },
  )

/** Text cells are typed as text: a sheet never computes them. */
function ecrire(genre: Genre, v: Valeur): string | number | Date | null {
  if (v instanceof Date) return new Date(`${horlogeDeParis(v)}Z`)
  if (typeof v === 'number') return genre === 'euros' ? v / 100 : v
  return v && lisible(v)
}
