import { z } from 'zod'
import { ecrireFiltre, type Filtre, lireFiltre } from '../liste/filtres.ts'
import { DOSSIERS_MAX } from './groupe.rules.ts'

/** Which dossiers an act is asked for: those ticked, the whole filtered list, or those that an earlier act refused. */
export type Selection = { genre: 'dossiers'; ids: readonly string[] } | { genre: 'liste' } | { genre: 'reprise'; acte: string }
/** `filtre`: the list that one comes from and goes back to. */
export type DemandeSelection = { selection: Selection; filtre: Filtre }

const uuid = z.uuid().toLowerCase()
const textes = (v: unknown) => [v ?? []].flat().filter(x => typeof x === 'string')

/** What the list's form says; what cannot be read is no selection. One more than the limit is enough to know that it is passed. */
export function lireSelection(corps: Record<string, unknown>): DemandeSelection {
  const filtre = lireFiltre(new URLSearchParams(textes(corps.filtre)[0] ?? ''))
  const reprise = uuid.safeParse(corps.reprise)
  if (reprise.success) return { selection: { genre: 'reprise', acte: reprise.data }, filtre }
  if (corps.selection === 'liste') return { selection: { genre: 'liste' }, filtre }
  const ids = new Set(textes(corps.dossier).flatMap(id => uuid.safeParse(id).data ?? []))
  return { selection: { genre: 'dossiers', ids: [...ids].slice(0, DOSSIERS_MAX + 1) }, filtre }
}

/** The same, as hidden fields of the next form. */
export function champsSelection({ selection, filtre }: DemandeSelection): [nom: string, valeur: string][] {
  const liste: [string, string] = ['filtre', ecrireFiltre(filtre).toString()]
  if (selection.genre === 'reprise') return [liste, ['reprise', selection.acte]]
  if (selection.genre === 'liste') return [liste, ['selection', 'liste']]
  return [liste, ...selection.ids.map((id): [string, string] => ['dossier', id])]
}
