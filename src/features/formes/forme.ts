import type { z } from 'zod'
import { type Chemin, valeurA } from './chemin.ts'
import { definitionDe, schemasA, type Valeur, valeurDe } from './schemas.ts'

/** One thing that is typed. `choix`: the words among which it is. */
export type Feuille = { genre: 'feuille'; type: Valeur | 'texte' | 'nombre' | 'choix'; choix?: readonly string[] }
/** What stands at a place of a call, as its schema says it. `min`: how many lines a list has at least; `ferme`: keys of the schema's; `ouvert`: names that the call chooses. */
export type Forme =
  | Feuille
  | { genre: 'liste'; element: Forme; min: number }
  | { genre: 'ferme'; cles: readonly { cle: string; forme: Forme; obligatoire: boolean }[] }
  | { genre: 'ouvert'; valeur: Forme }

/** The form of a place, with the data that is there: what may be several things is the one that it is. */
export function formeA(brut: unknown, chemin: Chemin): Forme | undefined {
  const schemas = schemasA(brut, chemin)
  return schemas.length === 0 ? undefined : formeDe(schemas, valeurA(brut, chemin))
}

type Lu = { schema: z.ZodType; facultatif: boolean; valeur?: Valeur }
/** What a schema is once its defaults, options and transforms are taken away. */
function nu(schema: z.ZodType, facultatif = false): Lu {
  const valeur = valeurDe(schema)
  if (valeur) return { schema, facultatif, valeur }
  const d = definitionDe(schema)
  if (d.innerType) return nu(d.innerType, true)
  return d.type === 'pipe' && d.in ? nu(d.in, facultatif) : { schema, facultatif }
}
const options = (s: z.ZodType): z.ZodType[] => {
  const n = nu(s)
  const d = definitionDe(n.schema)
  return !n.valeur && d.options ? d.options.flatMap(options) : [s]
}

function formeDe(schemas: readonly z.ZodType[], valeur: unknown): Forme {
  const possibles = schemas.flatMap(options)
  const convient = (s: z.ZodType) => {
    const { type } = definitionDe(nu(s).schema)
    if (Array.isArray(valeur)) return type === 'array'
    return valeur !== null && typeof valeur === 'object'
      ? type === 'object' || type === 'record'
      : type !== 'array' && type !== 'object' && type !== 'record'
  }
  const siennes = valeur === undefined ? [] : possibles.filter(convient)
  const groupes = (siennes.length > 0 ? siennes : possibles).filter(s => definitionDe(nu(s).schema).type === 'object')
  if (groupes.length > 1) return groupeDe(groupes, valeur)
  return uneForme(siennes[0] ?? possibles[0]!, valeur)
}

function uneForme(schema: z.ZodType, valeur: unknown): Forme {
  const lu = nu(schema)
  if (lu.valeur) return { genre: 'feuille', type: lu.valeur }
  const d = definitionDe(lu.schema)
  if (d.type === 'object') return groupeDe([lu.schema], valeur)
  if (d.type === 'array') return { genre: 'liste', element: formeDe([d.element!], undefined), min: auMoins(lu.schema) }
  if (d.type === 'record') return { genre: 'ouvert', valeur: formeDe([d.valueType!], undefined) }
  if (d.type === 'enum') return { genre: 'feuille', type: 'choix', choix: Object.values(d.entries ?? {}) }
  if (d.type === 'literal') return { genre: 'feuille', type: 'choix', choix: (d.values ?? []).map(String) }
  return { genre: 'feuille', type: d.type === 'number' || d.type === 'int' ? 'nombre' : 'texte' }
}

/** A group that may be one of several kinds, which one of its keys tells: the keys of its own, and all the words of that key. */
function groupeDe(groupes: readonly z.ZodType[], valeur: unknown): Forme {
  const formes = groupes.map(g => definitionDe(nu(g).schema).shape ?? {})
  const mots = Object.keys(formes[0]!).filter(
    k => formes.length > 1 && formes.every(f => f[k] && definitionDe(nu(f[k]).schema).type === 'literal'),
  )
  const choisie =
    formes.find(f => mots.every(k => f[k]!.safeParse((valeur as Record<string, unknown> | undefined)?.[k]).success)) ?? formes[0]!
  const cles = Object.entries(choisie).map(([cle, s]) => {
    const forme = mots.includes(cle)
      ? ({ genre: 'feuille', type: 'choix', choix: formes.flatMap(f => motsDe(f[cle]!)) } as const)
      : formeDe([s], (valeur as Record<string, unknown> | undefined)?.[cle])
    return { cle, forme, obligatoire: !nu(s).facultatif }
  })
  return { genre: 'ferme', cles }
}
const auMoins = (s: z.ZodType) => {
  const { checks = [] } = s.def as { checks?: readonly { _zod: { def: { check: string; minimum?: number } } }[] }
  return Math.max(0, ...checks.flatMap(({ _zod: { def } }) => (def.check === 'min_length' ? [def.minimum ?? 0] : [])))
}
const motsDe = (s: z.ZodType) => ((definitionDe(nu(s).schema) as { values?: unknown[] }).values ?? []).map(String)
