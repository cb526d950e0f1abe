import { formatEuros, formatNombre, formatTaux } from '../../../lib/euros.ts'
import type { BarresProps } from '../../../ui/plots/barres.tsx'
import type { ColonnesProps } from '../../../ui/plots/colonnes.tsx'
import type { Cle } from '../../../ui/plots/dessin.tsx'
import type { EtenduesProps } from '../../../ui/plots/etendues.tsx'
import type { MarchesProps } from '../../../ui/plots/marches.tsx'

export const FIGURES = ['jours', 'jour', 'volets', 'departements', 'porteurs', 'montants', 'delais', 'charge'] as const
export type CodeFigure = (typeof FIGURES)[number]

/** A cell of a table: as it is read, and as a sheet takes it (amounts in cents). */
export type Cellule = { dit: string; brut: string | number | null; href?: string | undefined }
/** `unite` is said in the title of a sheet, whose cells are bare numbers. */
export type Colonne = { titre: string; genre: 'texte' | 'entier' | 'euros' | 'decimal'; unite?: string }
export const nom = (titre: string): Colonne => ({ titre, genre: 'texte' })
export const nombre = (titre: string, unite?: string): Colonne => ({ titre, genre: 'entier', ...(unite && { unite }) })
export const aide = (titre: string): Colonne => ({ titre, genre: 'euros', unite: 'euros' })
export const part = (titre: string): Colonne => ({ titre, genre: 'decimal', unite: '%' })
export type Tableau = {
  legende: string
  /** The first one names the line; figures stand on the right. */
  colonnes: readonly Colonne[]
  lignes: readonly (readonly Cellule[])[]
  total?: readonly Cellule[]
}
export type Trace =
  | ({ genre: 'colonnes' } & ColonnesProps)
  | ({ genre: 'marches' } & MarchesProps)
  | ({ genre: 'barres' } & BarresProps)
  | ({ genre: 'etendues' } & EtenduesProps)
/** One question and its answer: a computed sentence, drawings, and the table that holds every value. */
export type Figure = {
  code: CodeFigure
  titre: string
  fait: string
  traces: readonly { sous?: string; trace: Trace }[]
  cle?: Parameters<typeof Cle>[0]['signes']
  /** Absent when there is nothing to count yet. */
  tableau?: Tableau | undefined
}

export const mot = (dit: string, href?: string): Cellule => ({ dit, brut: dit, href })
export const RIEN: Cellule = { dit: '', brut: null }
export const compte = (n: number): Cellule => ({ dit: formatNombre(n), brut: n })
/** Cents; whole euros are shown. */
export const montant = (c: number | null): Cellule =>
  c === null ? { dit: '–', brut: null } : { dit: formatEuros(c, { centimes: false }), brut: c }
/** A share; nothing of nothing is no share. */
export const taux = (part: number, tout: number): Cellule =>
  tout === 0 ? { dit: '–', brut: null } : { dit: formatTaux(part / tout, 0), brut: Math.round((part / tout) * 1000) / 10 }
export const dossiers = (n: number) => `${formatNombre(n)}\u00a0dossier${n > 1 ? 's' : ''}`
export const somme = (ns: readonly number[]) => ns.reduce((s, n) => s + n, 0)
