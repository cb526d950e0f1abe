import { Readable } from 'node:stream'
import { formatJourCourt, heureCourte } from '../../lib/dates.ts'
import type { Feuille, Genre, Valeur } from './feuille.ts'

/** As French spreadsheets read it: semicolons, decimal comma, jj/mm/aaaa, UTF-8 with its mark. Text that would be a formula is quoted by « ' ». */
export const csv = <L>(f: Feuille<L>) => Readable.toWeb(Readable.from(blocs(f), { objectMode: false })) as ReadableStream<Uint8Array>

const MARQUE = '\uFEFF'
/** Characters handed over together: fewer turns, still little in memory. */
const BLOC = 64 * 1024
async function* blocs<L>({ colonnes, lignes }: Feuille<L>): AsyncGenerator<string> {
  let bloc = MARQUE + colonnes.map(c => enTexte(c.titre)).join(';')
  for await (const l of lignes) {
    bloc += '\r\n'
    for (let i = 0; i < colonnes.length; i++) bloc += (i > 0 ? ';' : '') + ecrire(colonnes[i]!.genre, colonnes[i]!.valeur(l))
    if (bloc.length < BLOC) continue
    yield bloc
    bloc = ''
  }
  yield bloc
}

const virgule = (n: string) => n.replace('.', ',')
function ecrire(genre: Genre, v: Valeur): string {
  if (v === null || v === undefined) return ''
  if (v instanceof Date) return `${formatJourCourt(v)} ${heureCourte(v)}`
  if (typeof v === 'number') return virgule(genre === 'euros' ? (v / 100).toFixed(2) : String(v))
  return enTexte(v)
}

/** What makes spreadsheets compute, at the start of a cell. */
const DEBUTS_DE_FORMULE: ReadonlySet<string> = new Set('=+-@|\t\r\n\0')
const A_PROTEGER = /[;"\r\n]/
/** A column bears the words of its call, as much as a cell bears those of a person. */
const enTexte = (texte: string) => proteger(DEBUTS_DE_FORMULE.has(texte[0]!) ? `'${texte}` : texte)
const proteger = (texte: string) => (A_PROTEGER.test(texte) ? `"${texte.replaceAll('"', '""')}"` : texte)
