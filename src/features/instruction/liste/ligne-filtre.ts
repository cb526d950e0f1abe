import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { debutDuJour, parseDate } from '../../../lib/dates.ts'
import { formatEuros, formatNombre, messageMontant, parseEuros, saisieEuros } from '../../../lib/euros.ts'
import { sansUnite } from '../../../lib/nombres.ts'
import type { Option } from '../../../ui/champs.tsx'
import type { Appel } from '../../cahier/index.ts'
import type { Lecteur } from '../../perimetre/index.ts'

/** A condition on a row of `instruction`, named `i`. */
type Condition = RawBuilder<boolean>
export type Pour = { l: Lecteur; instant: Date }
/** Where names and choices come from: the calls, the accounts that instruct, and what the reader's dossiers have. */
export type Donnees = {
  appels: readonly Appel[]
  personnes: readonly Option[]
  epci?: readonly Option[]
  etiquettes?: readonly Option[]
  moi?: string
}
/** The field of the form. `tous`: what it says when nothing is chosen. `usuel`: a chip of its own; the others stand behind « N autres ». */
type Choix = { label: string; tous: string; options: (d: Donnees) => readonly Option[]; usuel: boolean }
export const choix = (label: string, tous: string, options: Choix['options']): Choix => ({ label, tous, options, usuel: false })
export const choixUsuel: typeof choix = (label, tous, options) => ({ label, tous, options, usuel: true })

/** All that the inbox knows of a filter. No field may be left out: `null` says that there is nothing to say. */
type Dit<T> = {
  /** One value of the address; what cannot be read is left out. */
  lire: z.ZodType<T>
  /** What it asks of a row, in brackets once written. `null`: words, which are searched. */
  sql: ((vs: readonly T[], pour: Pour) => Condition) | null
  /** One value in words, as the link that takes it away says it. `null`: said elsewhere on the page. */
  mots: ((v: T, d: Donnees) => string) | null
  /** `cache`: the form keeps it as it is. `null`: the form drops it. */
  champ: Choix | 'recherche' | 'cache' | null
  /** How a list is counted: from what `instruction_compte` keeps (its condition then names no other column), or by reading it. */
  compte: 'garde' | 'lu'
}
/** Several values of one parameter, or one. */
export const plusieurs = <T extends string>(d: Dit<T>) => ({ genre: 'plusieurs' as const, ...d })
export const un = <T extends string>(d: Dit<T>) => ({ genre: 'un' as const, ...d })

/** A kind of value that has an order: how it is read, written in the address, shown again in its field, said. */
type Sorte<T, S extends string> = {
  /** What follows the filter's name in the two parameters of the address. */
  suffixes: readonly [S, S]
  lire: z.ZodType<T>
  ecrire: (v: T) => string
  saisie: (v: T) => string
  dire: (v: T) => string
  /** Why what was typed cannot be read. */
  refus: (saisie: string) => string
  mode: 'decimal' | 'numeric' | 'text'
  /** Labels of the two fields; then how the second alone is said. */
  liens: readonly [de: string, a: string, seul: string]
}
type Entre<T, S extends string> = Pick<Dit<T>, 'compte'> & {
  sorte: Sorte<T, S>
  sql: Record<'de' | 'a', (v: T) => Condition>
  mots: string
  champ: string
}
/** From one value to another, both included; either may be missing. What a row lacks is in no range. */
export const entre = <T, S extends string>(d: Entre<T, S>) => ({ genre: 'entre' as const, ...d })

/** A line, whatever its values: it alone knows that they are more than text. */
export type LigneFiltre = ReturnType<typeof plusieurs<string>> | ReturnType<typeof un<string>> | ReturnType<typeof entre<string, string>>

export function direBornes<T>({ dire, liens: [de, a, seul] }: Sorte<T, string>, min: T | undefined, max: T | undefined) {
  if (min === undefined) return `${seul} ${dire(max!)}`
  return max === undefined ? `à partir de ${dire(min)}` : `${de} ${dire(min)} ${a} ${dire(max)}`
}

const lu = <T>(lire: (s: string) => T | undefined) =>
  z.string().transform((s, c) => {
    const v = lire(s)
    if (v === undefined) c.addIssue('unreadable')
    return v ?? z.NEVER
  })
const lireEuros = (s: string) => {
  const r = parseEuros(s)
  return r.ok ? { cents: r.value, refus: 'illisible' as const } : { cents: undefined, refus: r.error }
}
/** Typed in euros, read in cents. */
export const EUROS: Sorte<number, '_min' | '_max'> = {
  suffixes: ['_min', '_max'],
  lire: lu(s => lireEuros(s).cents),
  ecrire: c => (c % 100 ? (c / 100).toFixed(2).replace('.', ',') : String(c / 100)),
  saisie: saisieEuros,
  dire: formatEuros,
  refus: s => messageMontant(lireEuros(s).refus, s),
  mode: 'decimal',
  liens: ['de', 'à', 'jusqu’à'],
}
export const HABITANTS: Sorte<number, '_min' | '_max'> = {
  ...EUROS,
  lire: lu(s => {
    const n = sansUnite(s, 'habitants')
    return /^\d{1,9}$/.test(n) ? Number(n) : undefined
  }),
  ecrire: String,
  saisie: String,
  dire: formatNombre,
  refus: s => `«\u00a0${s}\u00a0» n’est pas un nombre d’habitants. Écrivez par exemple 3500`,
  mode: 'numeric',
}
const jourEcrit = (d: string) => d.split('-').reverse().join('/')
/** A civil date. */
export const JOUR: Sorte<string, '_du' | '_au'> = {
  suffixes: ['_du', '_au'],
  lire: lu(parseDate),
  ecrire: String,
  saisie: jourEcrit,
  dire: jourEcrit,
  refus: s => `«\u00a0${s}\u00a0» n’est pas une date. Écrivez par exemple 17/09/2021`,
  mode: 'text',
  liens: ['du', 'au', 'jusqu’au'],
}

/** Words as typed; the database refuses NUL. */
export const texte = (max: number) =>
  lu(saisi => {
    const s = saisi.replaceAll('\0', '').trim().slice(0, max).trim()
    return s.isWellFormed() ? s || undefined : undefined
  })
export const code = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,79}$/)

export const tableau = (valeurs: readonly string[]) => sql<string>`any(${valeurs}::text[])`
export const lendemain = (jour: string) => debutDuJour(Temporal.PlainDate.from(jour).add({ days: 1 }).toString())
