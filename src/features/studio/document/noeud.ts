import { type Document, isAlias, isMap, isSeq, type Node } from 'yaml'
import type { Chemin } from '../../formes/index.ts'

/** What a text may hold once read. */
export type Valeur = string | number | boolean | null | readonly Valeur[] | { readonly [cle: string]: Valeur }

/**
 * One change of a call's text. `poser`: gives a value to a place, which may be new in its group. `ajouter`: a line more in a list, at `rang` or at its end; the list
 * is made if there is none. `deplacer`: a line of a list to another rank of it.
 */
export type Geste =
  | { verbe: 'poser'; chemin: Chemin; valeur: Valeur }
  | { verbe: 'ajouter'; chemin: Chemin; valeur: Valeur; rang?: number }
  | { verbe: 'retirer'; chemin: Chemin }
  | { verbe: 'deplacer'; chemin: Chemin; vers: number }

/** The node at a place, aliases followed. */
export function noeud(doc: Document, chemin: Chemin): Node | undefined {
  let courant: unknown = doc.contents
  for (const cle of [...chemin, undefined]) {
    if (isAlias(courant)) courant = courant.resolve(doc as Document.Parsed)
    if (cle === undefined) break
    if (!isMap(courant) && !isSeq(courant)) return undefined
    courant = courant.get(cle, true)
  }
  return (courant ?? undefined) as Node | undefined
}
