import { isDeepStrictEqual } from 'node:util'
import { isCollection, isSeq } from 'yaml'
import { err, ok, type Result } from '../../../lib/result.ts'
import { BORNES_YAML, compterSignes, lireYaml } from '../../../lib/yaml.ts'
import { relireYaml } from '../../../lib/yaml-relu.ts'
import { type Chemin, valeurA } from '../../formes/index.ts'
import { type Coupe, coudre } from './coudre.ts'
import { type Geste, noeud, type Valeur } from './noeud.ts'

export type { Geste, Valeur } from './noeud.ts'

/**
 * `illisible`: the text is not YAML. `absent`: nothing stands at this place. `partage`: what would go is used elsewhere in the text by its anchor (`&`, `*`). `trop_grand`: the
 * text would be past a bound, and nobody could read it any more.
 */
export type RefusGeste = 'illisible' | 'absent' | 'partage' | 'trop_grand'

/**
 * The text after a change: only the lines that it touches differ, and comments, order, quotes and anchors of all others stay as somebody wrote them. What the text
 * says afterwards is compared with what it had to say; when no small seam gives that, the library writes the text again from its tree, comments kept.
 */
export function appliquer(texte: string, geste: Geste): Result<string, RefusGeste> {
  const lu = relireYaml(texte)
  const lisible = lu.ok ? lu.value : lu.error.lu
  if (!lisible) return err('illisible')
  const attendu = changer(lisible.brut, geste)
  if (attendu === undefined) return err('absent')
  const dit = (t: string | undefined) => {
    const relu = t === undefined ? undefined : relireYaml(t)
    return relu?.ok && isDeepStrictEqual(relu.value.brut, attendu)
  }
  const cousu = couper(texte, coudre(texte, geste))
  if (dit(cousu)) return ok(cousu!)
  const recrit = recrire(texte, geste)
  if (dit(recrit)) return ok(recrit!)
  return err(tropGrand(cousu) || tropGrand(recrit) ? 'trop_grand' : 'partage')
}

const tropGrand = (texte: string | undefined) =>
  texte !== undefined && (Buffer.byteLength(texte) > BORNES_YAML.octets || typeof compterSignes(texte) !== 'number')

export const couper = (texte: string, coupes: readonly Coupe[] | undefined) =>
  coupes?.toSorted((a, b) => b.debut - a.debut).reduce((t, c) => t.slice(0, c.debut) + c.texte + t.slice(c.fin), texte)

type Groupe = Record<string, unknown>

/** The data after a change, or nothing if its place is not there. What two places share by an anchor stays shared. */
function changer(brut: unknown, g: Geste): unknown {
  const copie = structuredClone(brut)
  const [dernier, chemin] = [g.chemin.at(-1), g.chemin.slice(0, -1)]
  const parent = valeurA(copie, chemin)
  // to write under this name would change what the group is, not what it holds
  if (dernier === undefined || dernier === '__proto__' || parent === null || typeof parent !== 'object') return undefined
  if (Array.isArray(parent) && typeof dernier !== 'number') return undefined
  if (g.verbe === 'poser') {
    if (Array.isArray(parent) && !((dernier as number) in parent)) return undefined
    ;(parent as Groupe)[dernier] = structuredClone(g.valeur)
    return copie
  }
  if (g.verbe === 'ajouter') {
    const liste = valeurA(parent, [dernier]) ?? []
    if (!Array.isArray(liste)) return undefined
    liste.splice(g.rang ?? liste.length, 0, structuredClone(g.valeur))
    ;(parent as Groupe)[dernier] = liste
    return copie
  }
  if (!Object.hasOwn(parent, dernier)) return undefined
  if (g.verbe === 'retirer') {
    if (Array.isArray(parent)) parent.splice(dernier as number, 1)
    else delete (parent as Groupe)[dernier]
    return copie
  }
  if (!Array.isArray(parent) || !(g.vers in parent)) return undefined
  parent.splice(g.vers, 0, ...parent.splice(dernier as number, 1))
  return copie
}

/** The same change on the library's tree, and the text that it writes. */
function recrire(texte: string, g: Geste): string | undefined {
  const lu = lireYaml(texte)
  const copie = (lu.ok ? lu.value : lu.error.lu)?.doc
  if (!copie) return undefined
  const parent = noeud(copie, g.chemin.slice(0, -1))
  const dernier = g.chemin.at(-1)
  if (!isCollection(parent)) return undefined
  if (g.verbe === 'poser') parent.set(dernier, copie.createNode(g.valeur))
  else if (g.verbe === 'retirer') parent.delete(dernier)
  else if (g.verbe === 'ajouter') {
    const liste = noeud(copie, g.chemin)
    if (isSeq(liste)) liste.items.splice(g.rang ?? liste.items.length, 0, copie.createNode(g.valeur))
    else parent.set(dernier, copie.createNode([g.valeur]))
  } else if (isSeq(parent)) parent.items.splice(g.vers, 0, ...parent.items.splice(dernier as number, 1))
  try {
    return copie.toString({ lineWidth: 0 })
  } catch {
    // an alias whose anchor went with what was taken away, or stands after it now
    return undefined
  }
}

/** A value in a group that is not there yet: the group comes with it. */
export function poserAvecSesGroupes(brut: unknown, chemin: Chemin, valeur: Valeur): Geste {
  let n = chemin.length - 1
  while (n > 0 && (valeurA(brut, chemin.slice(0, n)) ?? undefined) === undefined) n--
  const entiere = chemin.slice(n + 1).reduceRight<Valeur>((v, cle) => ({ [cle]: v }), valeur)
  return { verbe: 'poser', chemin: chemin.slice(0, n + 1), valeur: entiere }
}

/** A change that a button makes, with what the history says of it. */
export type GesteEcrit = { geste: Geste; dit: string }
