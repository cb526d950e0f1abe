import type { z } from 'zod'
import { appelSchema } from '../cahier/index.ts'
import { suggestion } from '../recevabilite/index.ts'

/** A mistake at a path of the file; `attendu` finishes « On attend … ». */
export type Defaut = { chemin: PropertyKey[]; message: string; surLaCle?: boolean }

type Definition = {
  type: string
  shape?: Record<string, z.ZodType>
  element?: z.ZodType
  innerType?: z.ZodType
  in?: z.ZodType
  options?: z.ZodType[]
  valueType?: z.ZodType
}
const def = (s: z.ZodType) => s.def as unknown as Definition

/** Schemas that may apply under a key: goes through optionals, defaults, transforms and unions. */
function sous(schema: z.ZodType, cle: PropertyKey): z.ZodType[] {
  const d = def(schema)
  if (d.innerType) return sous(d.innerType, cle)
  if (d.type === 'pipe' && d.in) return sous(d.in, cle)
  if (d.options) return d.options.flatMap(o => sous(o, cle))
  const enfant = d.shape?.[String(cle)] ?? d.element ?? d.valueType
  return enfant ? [enfant] : []
}
function clesDe(schema: z.ZodType): string[] {
  const d = def(schema)
  if (d.innerType) return clesDe(d.innerType)
  if (d.type === 'pipe' && d.in) return clesDe(d.in)
  return d.options ? d.options.flatMap(clesDe) : Object.keys(d.shape ?? {})
}
/** Keys that the schema knows at this path. */
const clesConnues = (chemin: readonly PropertyKey[]) => [
  ...new Set(chemin.reduce<z.ZodType[]>((schemas, cle) => schemas.flatMap(s => sous(s, cle)), [appelSchema]).flatMap(clesDe)),
]

const ATTENDUS: Record<string, string> = {
  string: 'un texte (entre guillemets s’il ressemble à un nombre)',
  number: 'un nombre',
  int: 'un nombre entier',
  boolean: 'oui ou non (true ou false)',
  array: 'une liste (une ligne par élément, qui commence par « - »)',
  object: 'un groupe de clés « clé: valeur »',
  record: 'un groupe de clés « nom: valeur »',
  undefined: 'rien',
}

/** What was found, short enough for one line. */
function trouve(valeur: unknown): string {
  if (valeur === undefined) return 'rien'
  if (valeur === null) return 'une valeur vide'
  if (Array.isArray(valeur)) return 'une liste'
  if (typeof valeur === 'object') return 'un groupe de clés'
  const texte = String(valeur)
  return `«\u00a0${texte.length > 60 ? `${texte.slice(0, 60)}…` : texte}\u00a0»`
}

const valeurA = (racine: unknown, chemin: readonly PropertyKey[]) =>
  chemin.reduce<unknown>((v, cle) => (v as Record<PropertyKey, unknown> | null | undefined)?.[cle], racine)
const attendre = (attendu: string, valeur: unknown) => `on attend ${attendu}, on trouve ${trouve(valeur)}`

/** Zod's findings in French; one issue may give several (unknown keys). */
export function enFrancais(issue: z.core.$ZodIssue, racine: unknown): Defaut[] {
  const chemin = issue.path
  const valeur = valeurA(racine, chemin)
  if (issue.code === 'unrecognized_keys') {
    const connues = clesConnues(chemin)
    return issue.keys.map(cle => ({
      chemin: [...chemin, cle],
      surLaCle: true,
      message: `la clé «\u00a0${cle}\u00a0» n’existe pas ici${suggestion(cle, connues) || ` (clés possibles\u00a0: ${connues.join(', ')})`}`,
    }))
  }
  if (issue.code === 'invalid_union' && issue.message === 'Invalid input' && issue.errors.length > 0)
    return autreForme(issue.errors, valeur).flatMap(i => enFrancais({ ...i, path: [...chemin, ...i.path] }, racine))
  if (valeur === undefined && chemin.length > 0) {
    const detail =
      issue.code === 'invalid_type'
        ? ATTENDUS[issue.expected]
        : issue.code === 'invalid_value'
          ? `une de ces valeurs\u00a0: ${issue.values.join(', ')}`
          : undefined
    const attendu = detail ?? (/^[a-zàéèêA-Z «]/.test(issue.message) && !issue.message.startsWith('Invalid') ? issue.message : 'une valeur')
    return [{ chemin, message: `la clé «\u00a0${String(chemin.at(-1))}\u00a0» manque\u202f; on attend ${attendu}` }]
  }
  if (issue.code === 'invalid_value')
    return [
      { chemin, message: attendre(`une de ces valeurs\u00a0: ${issue.values.join(', ')}`, valeur) + suggestionDe(valeur, issue.values) },
    ]
  if (issue.code === 'invalid_union' && 'discriminator' in issue) {
    const cle = String(issue.discriminator)
    return [
      {
        chemin,
        message:
          attendre(`une de ces valeurs\u00a0: ${valeursPossibles(chemin.slice(0, -1), cle).join(', ')}`, valeur) +
          suggestionDe(valeur, valeursPossibles(chemin.slice(0, -1), cle)),
      },
    ]
  }
  if (issue.code === 'invalid_type' && /^Invalid/.test(issue.message))
    return [{ chemin, message: attendre(ATTENDUS[issue.expected] ?? issue.expected, valeur) }]
  if (/^(Too|Invalid)/.test(issue.message)) return [{ chemin, message: attendre(bornes(issue), valeur) }]
  return [{ chemin, message: attendre(issue.message, valeur) }]
}

/** A value that may have two forms: what is wrong with it in the one that it has, a group of keys or not. */
const autreForme = (formes: readonly z.core.$ZodIssue[][], valeur: unknown): z.core.$ZodIssue[] => {
  const groupe = typeof valeur === 'object' && valeur !== null
  return formes.find(f => groupe === f.every(i => i.path.length > 0)) ?? formes[0]!
}

const suggestionDe = (valeur: unknown, possibles: readonly unknown[]) =>
  typeof valeur === 'string' ? suggestion(valeur, possibles.map(String)) : ''

/** Values that tell the kinds of a list's items apart, under `cle`. */
function valeursPossibles(chemin: readonly PropertyKey[], cle: string): string[] {
  const unions = chemin.reduce<z.ZodType[]>((schemas, c) => schemas.flatMap(s => sous(s, c)), [appelSchema])
  return unions
    .flatMap(u => sous(u, cle))
    .flatMap(s => (s.def as unknown as { values?: unknown[] }).values ?? [])
    .map(String)
}

function bornes(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small') return issue.origin === 'array' ? `au moins ${issue.minimum} élément` : `au moins ${issue.minimum}`
  if (issue.code === 'too_big')
    return `au plus ${issue.maximum}${{ array: ' éléments', string: ' caractères' }[issue.origin as string] ?? ''}`
  return 'une autre valeur'
}
