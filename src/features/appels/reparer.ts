import type { z } from 'zod'
import { sansAccents } from '../../lib/mots.ts'
import { type Appel, appelSchema } from '../cahier/index.ts'
import { definitionDe, schemasA } from '../formes/index.ts'
import { aplatir, type Defaut, estMorceau } from './erreurs-schema.ts'

/** A call whose faulty places were given some value, so that the rest of it can be read; `suite`: whether a mistake is only what follows from those places. */
export type Repare = { appel: Appel; suite: (d: Defaut) => boolean }

/** Far beyond what is told: there is no call left to read. */
const FAUTES_MAX = 300
/** Mending one place may show what is wrong behind it. */
const TOURS_MAX = 8
const TEXTES = [
  'x',
  '1 €',
  '1 %',
  '2027-01-01',
  '2099-12-31 23:59:59',
  '01',
  '001',
  'AA',
  'a@guichet.example',
  '/aide',
  '{ordre}',
  'à la main',
]

type Trouve = { parent: Record<PropertyKey, unknown>; cle: PropertyKey }
type Etat = { racine: Record<string, unknown>; touches: PropertyKey[][]; noms: Set<string>; essais: Map<string, number>; anonyme: boolean }

/** A copy of the call with each faulty place replaced by something that the schema takes. Nothing when it cannot be mended. */
export function reparer(brut: Record<string, unknown>, issues: readonly z.core.$ZodIssue[]): Repare | undefined {
  const e: Etat = { racine: structuredClone(brut), touches: [], noms: new Set(), essais: new Map(), anonyme: false }
  if (issues.length > FAUTES_MAX) return undefined
  let restent = issues
  for (let tour = 0; tour < TOURS_MAX; tour++) {
    for (const i of restent) for (const seule of aplatir(i, e.racine)) soigner(seule, e)
    const lu = appelSchema.safeParse(e.racine)
    if (lu.success) return { appel: lu.data, suite: d => decoule(d, e) }
    restent = lu.error.issues
  }
  return undefined
}

function soigner(issue: z.core.$ZodIssue, e: Etat) {
  if (issue.code === 'unrecognized_keys') {
    const groupe = lireA(e.racine, issue.path) as Record<string, unknown> | undefined
    const cles = Object.keys(groupe ?? {})
    for (const cle of issue.keys) {
      e.touches.push([...issue.path, cle])
      const coupee = groupe && estMorceau(groupe, cle) ? cles[cles.indexOf(cle) - 1] : undefined
      if (coupee !== undefined) e.touches.push([...issue.path, coupee])
      retenir(cle, groupe?.[cle], e)
      if (groupe) delete groupe[cle]
    }
    return
  }
  const place = trouver(e.racine, issue.path)
  if (!place) return
  const { parent, cle } = place
  const essai = e.essais.get(issue.path.join()) ?? 0
  e.essais.set(issue.path.join(), essai + 1)
  e.touches.push([...issue.path])
  if (essai === 0) retenir(cle, parent[cle], e)
  if (issue.code === 'too_big' && Array.isArray(parent[cle])) {
    parent[cle] = parent[cle].slice(0, Number(issue.maximum))
    return
  }
  // a code that is nearly one stays what the rest of the call cites
  const proches = typeof parent[cle] === 'string' && essai === 0 ? [normal(parent[cle])] : []
  const possibles = schemasA(e.racine, issue.path).flatMap(s => [...proches, ...candidats(s)].filter(v => s.safeParse(v).success))
  if (essai >= possibles.length) {
    delete parent[cle]
    return
  }
  parent[cle] = possibles[essai]
  retenir(cle, parent[cle], e)
}

/** Where names are given: what is missing there may be cited anywhere. */
const NOMMENT = new Set(
  'code id type numero clauses volets actions formulaires etapes questions options pieces natures parametres calculs territoire departements'.split(
    ' ',
  ),
)
/** « Voirie » is cited as « voirie ». */
const normal = (nom: string) => sansAccents(nom).replace(/[^a-z0-9]+/g, '_')

/** Names that were there and may be cited elsewhere. What lost its name altogether may be cited by any. */
function retenir(cle: PropertyKey, valeur: unknown, e: Etat) {
  e.noms.add(normal(String(cle)))
  if (valeur === undefined || valeur === null) e.anonyme ||= NOMMENT.has(String(cle))
  else if (typeof valeur !== 'object') e.noms.add(normal(String(valeur)))
  else for (const [k, v] of Object.entries(valeur)) retenir(k, v ?? '', e)
}

/** A mistake at a mended place, or about a name that stood there. */
function decoule({ chemin, message }: Defaut, e: Etat): boolean {
  if (e.touches.some(t => t.every((cle, i) => chemin[i] === cle))) return true
  if (e.anonyme && /n’existe pas|aucun/.test(message)) return true
  return [...message.matchAll(/«[ \u00a0](.+?)[ \u00a0]»/g)].some(([, nom = '']) => e.noms.has(normal(nom)))
}

const lireA = (racine: unknown, chemin: readonly PropertyKey[]) =>
  chemin.reduce<unknown>((v, cle) => (v as Record<PropertyKey, unknown> | null | undefined)?.[cle], racine)
function trouver(racine: unknown, chemin: readonly PropertyKey[]): Trouve | undefined {
  const parent = lireA(racine, chemin.slice(0, -1))
  const cle = chemin.at(-1)
  return cle !== undefined && typeof parent === 'object' && parent !== null
    ? { parent: parent as Record<PropertyKey, unknown>, cle }
    : undefined
}

/** Values that a schema may take, the plainest first. */
function candidats(schema: z.ZodType): unknown[] {
  const d = definitionDe(schema)
  if (d.innerType) return candidats(d.innerType)
  if (d.type === 'pipe' && d.in) return candidats(d.in)
  if (d.options) return d.options.flatMap(candidats)
  switch (d.type) {
    case 'string':
      return TEXTES
    case 'number':
    case 'int': {
      const { minValue, maxValue } = schema as { minValue?: number | null; maxValue?: number | null }
      return [1, minValue ?? 0, maxValue ?? 0]
    }
    case 'boolean':
      return [true]
    case 'enum':
      return Object.values((d as { entries?: object }).entries ?? {})
    case 'literal':
      return [...((d as { values?: unknown[] }).values ?? [])]
    case 'array': {
      const un = d.element ? exemple(d.element) : undefined
      return [[], [un], [un, un]]
    }
    case 'record':
      return [{}]
    case 'object':
      return [
        Object.fromEntries(
          Object.entries(d.shape ?? {})
            .filter(([, s]) => !s.safeParse(undefined).success)
            .map(([cle, s]) => [cle, exemple(s)]),
        ),
      ]
    default:
      return []
  }
}
const exemple = (schema: z.ZodType) => candidats(schema).find(v => schema.safeParse(v).success)
