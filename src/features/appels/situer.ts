import { type Document, isAlias, isCollection, isMap, isNode, isPair, isScalar, type Node } from 'yaml'
import { majuscule } from '../../lib/mots.ts'
import type { LuYaml } from '../../lib/yaml.ts'
import type { Defaut } from './erreurs-schema.ts'

/** One thing to mend in a call's file. `message` is a whole French sentence; lines and columns count from 1. */
export type ErreurAppel = { fichier: string; ligne: number; colonne: number; champ: string; message: string }
export type Place = Omit<ErreurAppel, 'message'>

/** Sentences of the checker, in French typography whatever they quote. */
export const typo = (t: string) =>
  t
    .replace(/« /g, '«\u00a0')
    .replace(/ »/g, '\u00a0»')
    .replace(/ :(?= )/g, '\u00a0:')

/** « … vouliez-vous dire « titre » ? » already ends. */
const phraseFinie = (s: string) => (/[.?!…]$/.test(s) ? s : `${s}.`)
export const enPhrase = (s: string) => phraseFinie(majuscule(typo(s)))

/** The node at a path, or its nearest ancestor in the text; aliases are followed. */
function noeudA(doc: Document.Parsed, chemin: readonly PropertyKey[], surLaCle: boolean): Node | undefined {
  let courant: unknown = doc.contents
  let dernier = isNode(courant) ? courant : undefined
  for (const [i, cle] of chemin.entries()) {
    if (isAlias(courant)) courant = courant.resolve(doc)
    if (!isCollection(courant)) break
    const paire = isMap(courant) ? courant.items.find(p => isPair(p) && isScalar(p.key) && String(p.key.value) === String(cle)) : undefined
    if (paire && isNode(paire.key)) dernier = paire.key
    courant = paire ? paire.value : courant.get(cle, true)
    if (courant === undefined) break
    if (isNode(courant) && courant.range && !(surLaCle && i === chemin.length - 1))
      dernier = isScalar(courant) || !paire ? courant : dernier
  }
  return dernier
}

/** « regles › cout-minimal › controles › 1 › formule »: items by their code, else by rank from 1. */
function champDe(chemin: readonly PropertyKey[], racine: unknown): string {
  let valeur = racine
  const noms = chemin.map(cle => {
    valeur = (valeur as Record<PropertyKey, unknown> | null | undefined)?.[cle]
    if (typeof cle !== 'number') return String(cle)
    const { id, code, numero } = (valeur ?? {}) as { id?: unknown; code?: unknown; numero?: unknown }
    return String(id ?? code ?? numero ?? cle + 1)
  })
  return noms.join(' › ')
}

/** Where things of this text stand. */
export function placeDans({ doc, brut, lignes }: LuYaml, fichier: string) {
  return ({ chemin, surLaCle = false }: Pick<Defaut, 'chemin' | 'surLaCle'>): Place => {
    const { line, col } = lignes.linePos(noeudA(doc, chemin, surLaCle)?.range?.[0] ?? 0)
    return { fichier, ligne: line || 1, colonne: col || 1, champ: champDe(chemin, brut) }
  }
}
