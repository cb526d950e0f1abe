import { z } from 'zod'
import type { Filtre } from '../liste/filtres.ts'
import { relireListe } from '../liste/liste.ts'
import { DOSSIERS_MAX } from './groupe.rules.ts'

/** Which dossiers an act is asked for: those ticked, the whole filtered list, or those that an earlier act refused. */
export type Selection = { genre: 'dossiers'; ids: readonly string[] } | { genre: 'liste' } | { genre: 'reprise'; acte: string }
/** `filtre`: of the list that one comes from; `liste`: where one goes back to, its page with it. */
export type DemandeSelection = { selection: Selection; filtre: Filtre; liste: string }
/** The list of a query, as a demand holds it. */
export function listeDe(requete: string): Pick<DemandeSelection, 'filtre' | 'liste'> {
  const { filtre, ecrite = '' } = relireListe(requete)
  return { filtre, liste: ecrite }
}

/** Longer than any list that a page writes. */
const LISTE_MAX = 4000
const uuid = z.uuid().toLowerCase()
const textes = (v: unknown) => [v ?? []].flat().filter(x => typeof x === 'string')

/** What the list's form says; what cannot be read is no selection. One more than the limit is enough to know that it is passed. */
export function lireSelection(corps: Record<string, unknown>): DemandeSelection {
  const liste = listeDe((textes(corps.filtre)[0] ?? '').slice(0, LISTE_MAX))
  const reprise = uuid.safeParse(corps.reprise)
  if (reprise.success) return { selection: { genre: 'reprise', acte: reprise.data }, ...liste }
  if (corps.selection === 'liste') return { selection: { genre: 'liste' }, ...liste }
  const ids = new Set(textes(corps.dossier).flatMap(id => uuid.safeParse(id).data ?? []))
  return { selection: { genre: 'dossiers', ids: [...ids].slice(0, DOSSIERS_MAX + 1) }, ...liste }
}

/** The same, as hidden fields of the next form. */
export function champsSelection({ selection, liste: dite }: DemandeSelection): [nom: string, valeur: string][] {
  const liste: [string, string] = ['filtre', dite]
  if (selection.genre === 'reprise') return [liste, ['reprise', selection.acte]]
  if (selection.genre === 'liste') return [liste, ['selection', 'liste']]
  return [liste, ...selection.ids.map((id): [string, string] => ['dossier', id])]
}
