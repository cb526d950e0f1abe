import { formatDateCivileCourte, parseDate } from '../../lib/dates.ts'
import { sansUnite } from '../../lib/nombres.ts'
import { lireTable } from '../../lib/table.ts'
import { type Chemin, type Feuille, type Forme, formeA, valeurA } from '../formes/index.ts'
import type { Valeur } from './document/gestes.ts'

/** A value as it is typed: days and hours as people write them, yes and no as words. */
export function enSaisie(valeur: unknown, { type }: Feuille): string {
  if (valeur === undefined || valeur === null) return ''
  if (typeof valeur === 'boolean') return valeur ? 'oui' : 'non'
  const texte = String(valeur)
  if (type === 'montant') return texte.replace(/\s*€$/, '')
  const m = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?))?$/.exec(texte)
  if (type === 'jour' && m && !m[2]) return formatDateCivileCourte(m[1]!)
  return type === 'instant' && m?.[2] ? `${formatDateCivileCourte(m[1]!)} ${m[2]}` : texte
}

/** What was typed, as the file writes it. What it cannot be is kept as it was typed: the checker says what is expected. */
export function depuisSaisie(saisi: string, { type }: Feuille, cle?: string | number): Valeur {
  const texte = saisi.trim()
  if (type === 'nombre') {
    const nu = sansUnite(texte).replace('\u2212', '-')
    return /^-?\d{1,15}([.,]\d{1,6})?$/.test(nu) ? Number(nu.replace(',', '.')) : texte
  }
  if (type === 'montant') return /^[\d\s.,]+$/.test(texte) ? `${texte} €` : texte
  if (type === 'taux') return /^\d{1,3}([.,]\d{1,6})?$/.test(texte) ? `${texte} %` : texte
  if (type === 'jour') return parseDate(texte) ?? texte
  if (type === 'instant') return cle !== undefined && FINS.has(cle) ? minuteEntiere(instantDepuis(texte), texte) : instantDepuis(texte)
  return texte
}

/** A day that the checker gives as an example, as the fields of the studio ask for it. */
export const commeOnTape = (dit: string) => dit.replace(/(?<=par exemple )(\d{4})-(\d{2})-(\d{2})/, '$3/$2/$1')

/** « 17/09/2021 23:59:59 », « 17/09/2021 à 9 h »: a day and an hour of Paris. */
function instantDepuis(texte: string): string {
  const m = /^(.{6,30}?)(?:[\sT]+(?:à\s+)?(\d{1,2})\s?[h:]\s?(\d{2})?(?::(\d{2}))?)?$/.exec(texte)
  const jour = m && parseDate(m[1]!)
  if (!jour) return texte
  const deux = (v: string | undefined) => (v ?? '0').padStart(2, '0')
  return `${jour} ${deux(m[2])}:${deux(m[3])}:${deux(m[4])}`
}

/** Instants that end something. */
const FINS: ReadonlySet<string | number> = new Set(['cloture', 'fin'])
/** An end typed « 23:59 » holds its whole minute: whoever says it means the end of the day. One whose seconds are typed is kept. */
const minuteEntiere = (lu: string, tape: string) => (/[^\d:]\d{1,2}\s?[h:]\s?59$/.test(tape) ? lu.replace(/:59:00$/, ':59:59') : lu)

/** A list of single values, one a line. */
export const enLignes = (valeur: unknown, element: Feuille) =>
  Array.isArray(valeur) ? valeur.map(v => enSaisie(v, element)).join('\n') : ''
export const depuisLignes = (saisi: string, element: Feuille): Valeur[] =>
  saisi
    .split('\n')
    .map(l => l.trim())
    .filter(Boolean)
    .map(l => depuisSaisie(l, element))

/**
 * What a new line of a list begins with: what its schema asks for, empty where only a person knows; codes and numbers that no other line has. A list that may not be empty has its
 * first line; clauses are those of the line above.
 */
export function neuve(forme: Forme, soeurs: readonly unknown[], cle = ''): Valeur {
  if (forme.genre === 'liste') {
    const derniere = soeurs.at(-1)
    if (cle === 'clauses' && Array.isArray(derniere)) return derniere.map(String)
    if (forme.element.genre === 'feuille') return forme.element.choix?.slice(0, 1) ?? []
    return forme.min > 0 ? [neuve(forme.element, [])] : []
  }
  if (forme.genre === 'ouvert') return {}
  if (forme.genre === 'ferme')
    return Object.fromEntries(
      forme.cles
        .filter(c => c.obligatoire)
        .map(c => [
          c.cle,
          neuve(
            c.forme,
            soeurs.map(s => (s as Record<string, unknown> | null)?.[c.cle]),
            c.cle,
          ),
        ]),
    )
  if (forme.type === 'code' || cle === 'id') return libre('nouveau', soeurs)
  if (cle === 'numero') return Math.max(0, ...soeurs.filter(s => typeof s === 'number')) + 1
  if (forme.type === 'oui_non') return 'oui'
  if (forme.type === 'choix') return forme.choix?.[0] ?? ''
  return forme.type === 'nombre' ? 0 : ''
}
/** What a line of a list begins with beyond what its schema asks for: one of two keys, which it must have. */
const DEBUTS: Readonly<Record<string, Readonly<Record<string, Valeur>>>> = { colonnes: { type: 'texte_court' } }
/** A new line of the list that stands under this key. */
export function ligneNeuve(forme: Forme, soeurs: readonly unknown[], liste: string | number | undefined): Valeur {
  const valeur = neuve(forme, soeurs)
  return valeur !== null && typeof valeur === 'object' && !Array.isArray(valeur)
    ? { ...valeur, ...lireTable(DEBUTS, String(liste)) }
    : valeur
}
const libre = (mot: string, pris: readonly unknown[]) => {
  for (let n = 1; ; n++) if (!pris.includes(`${mot}${n}`)) return `${mot}${n}`
}

/** The same with an `id` that no other line has: « cout-minimal-2 ». */
export function seule(valeur: Valeur, lignes: readonly unknown[]): Valeur {
  if (valeur === null || typeof valeur !== 'object' || !('id' in valeur)) return valeur
  const pris = new Set(lignes.map(l => (l as { id?: unknown } | null)?.id))
  const id = String(valeur.id)
  let n = 1
  while (pris.has(n === 1 ? id : `${id}-${n}`)) n++
  return n === 1 ? valeur : { ...valeur, id: `${id}-${n}` }
}

/** The group or list above a place, once nothing is left in it and the call may do without: an empty one would wait for something, with nothing in it to take away. */
export function videAuDessus(brut: unknown, chemin: Chemin): Chemin | undefined {
  const [ici, parent] = [chemin.slice(0, -1), chemin.slice(0, -2)]
  const la = valeurA(brut, ici)
  if (parent.length === 0 || la === null || typeof la !== 'object' || Object.keys(la).length > 0) return undefined
  const forme = formeA(brut, parent)
  const cle = forme?.genre === 'ferme' ? forme.cles.find(c => c.cle === ici.at(-1)) : undefined
  return cle && !cle.obligatoire && (cle.forme.genre !== 'liste' || cle.forme.min > 0) ? ici : undefined
}
