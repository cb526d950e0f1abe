import { formatDateCivile, formatDateCivileCourte, parseDate } from '../../../lib/dates.ts'
import { formatEuros, formatNombre, parseEuros } from '../../../lib/euros.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import type { Litteral } from './arbre.ts'
import type { Genre } from './faits.table.ts'

const jourDe = (n: number) => new Date(Math.round(n) * 86_400_000).toISOString().slice(0, 10)
const virgule = (n: number) => String(Number(n.toFixed(4))).replace('.', ',')

/** A figure as a formula writes it: « 5 000 € », « 12,5 % », « 31/12/2022 ». */
export function ecrireLitteral({ type, valeur }: Litteral): string {
  if (typeof valeur === 'string') return valeur
  if (type === 'montant') return formatEuros(valeur).replace(/\u00a0/g, ' ')
  if (type === 'taux') return `${virgule(valeur * 100)} %`
  return type === 'date' ? formatDateCivileCourte(jourDe(valeur)) : virgule(valeur)
}

const ATTENDU: Readonly<Record<Genre, string>> = {
  montant: 'un montant, par exemple 5 000 €',
  taux: 'un taux, par exemple 12,5 %',
  nombre: 'un nombre, par exemple 12',
  date: 'une date, par exemple 31/12/2027',
  oui_non: 'oui ou non',
  texte: 'une réponse',
}
/** A figure that somebody typed, as a formula writes it, or what is expected there. */
export function lireLitteral(saisi: string, genre: Genre): Result<string, string> {
  const texte = saisi.trim().slice(0, 60)
  const valeur = nombreDe(texte, genre)
  return valeur === undefined ? err(ATTENDU[genre]) : ok(ecrireLitteral({ genre: 'litteral', type: genre as Litteral['type'], valeur }))
}
function nombreDe(texte: string, genre: Genre): number | undefined {
  if (genre === 'montant') {
    const lu = parseEuros(texte)
    return lu.ok ? lu.value : undefined
  }
  if (genre === 'date') {
    const jour = parseDate(texte)
    return jour ? Date.UTC(Number(jour.slice(0, 4)), Number(jour.slice(5, 7)) - 1, Number(jour.slice(8))) / 86_400_000 : undefined
  }
  const m = /^(\d{1,12})(?:[.,](\d{1,2}))?(\s*%)?$/.exec(texte.replace(/(?<=\d)[ \u00a0\u202f](?=\d{3})/g, ''))
  if (!m || (m[3] && genre !== 'taux')) return undefined
  const n = Number(`${m[1]}.${m[2] ?? '0'}`)
  return genre === 'taux' ? Math.round(n * 100) / 10_000 : n
}

/** The same as people read it in a sentence. */
export function direLitteral(ecrit: string, genre: Genre): string {
  const n = nombreDe(ecrit, genre)
  if (n === undefined) return ecrit
  if (genre === 'montant') return formatEuros(n)
  if (genre === 'taux') return `${virgule(n * 100)}\u00a0%`
  return genre === 'date' ? `le ${formatDateCivile(jourDe(n))}` : formatNombre(n)
}
