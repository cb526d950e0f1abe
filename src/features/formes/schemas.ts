import type { z } from 'zod'
import { appelSchema } from '../cahier/index.ts'

type Definition = {
  type: string
  shape?: Record<string, z.ZodType>
  element?: z.ZodType
  innerType?: z.ZodType
  in?: z.ZodType
  options?: z.ZodType[]
  valueType?: z.ZodType
  /** Words of a choice, and the one word of a literal. */
  entries?: Record<string, string>
  values?: string[]
}
export const definitionDe = (s: z.ZodType) => s.def as unknown as Definition

/** Schemas that may apply under a key: goes through optionals, defaults, transforms and unions; of a union, the kinds that `valeur` says it is, if it says so. */
function sous(schema: z.ZodType, cle: PropertyKey, valeur?: unknown): z.ZodType[] {
  const d = definitionDe(schema)
  if (d.innerType) return sous(d.innerType, cle, valeur)
  if (d.type === 'pipe' && d.in) return sous(d.in, cle, valeur)
  if (d.options) return deCetteSorte(d.options, valeur).flatMap(o => sous(o, cle, valeur))
  const enfant = (d.shape && Object.hasOwn(d.shape, cle) ? d.shape[String(cle)] : undefined) ?? d.element ?? d.valueType
  return enfant ? [enfant] : []
}
function deCetteSorte(options: z.ZodType[], valeur: unknown): z.ZodType[] {
  const dit = (o: z.ZodType) => Object.entries(definitionDe(o).shape ?? {}).filter(([, s]) => definitionDe(s).type === 'literal')
  const siennes = options.filter(o => {
    const mots = dit(o)
    return mots.length > 0 && mots.every(([k, s]) => s.safeParse((valeur as Record<string, unknown> | null | undefined)?.[k]).success)
  })
  return siennes.length > 0 ? siennes : options
}
/** Schemas that may apply at a path of a call. */
export function schemasA(racine: unknown, chemin: readonly PropertyKey[]): z.ZodType[] {
  let valeur = racine
  let schemas: z.ZodType[] = [appelSchema]
  for (const cle of chemin) {
    schemas = schemas.flatMap(s => sous(s, cle, valeur))
    valeur = (valeur as Record<PropertyKey, unknown> | null | undefined)?.[cle]
  }
  return schemas
}
function clesDe(schema: z.ZodType): string[] {
  const d = definitionDe(schema)
  if (d.innerType) return clesDe(d.innerType)
  if (d.type === 'pipe' && d.in) return clesDe(d.in)
  return d.options ? d.options.flatMap(clesDe) : Object.keys(d.shape ?? {})
}
/** Keys that the schema knows at this path. */
export const clesConnues = (chemin: readonly PropertyKey[]) => [...new Set(schemasA(undefined, chemin).flatMap(clesDe))]

/** Kinds of a text that somebody types; a schema says its own by its metadata (`cahier/schema/communs.ts`). */
export type Valeur = 'code' | 'instant' | 'jour' | 'montant' | 'oui_non' | 'clause' | 'slug' | 'taux'
export const valeurDe = (schema: z.ZodType) => (schema.meta() as { valeur?: Valeur } | undefined)?.valeur
