import { z } from 'zod'
import { type Centimes, MONTANT_MAX } from '../../lib/euros.ts'

/** What a scenario keeps: everything that the allocation depends on, so that the same input gives the same result. Plain data, no database. */

const id = z.string().min(1).max(80)
const centimes = z.int().min(0).max(MONTANT_MAX)
/** Hundredths of a point: 23,33 is 2333. Averages are rounded once, here, and added up exactly afterwards. */
const centiemes = z.int().min(0).max(100_000)

const lot = z.strictObject({ id, libelle: z.string(), montant: centimes.min(1), plancher: centimes })

/** What a person decided by hand before the calculation. */
const main = z.discriminatedUnion('geste', [
  z.strictObject({ geste: z.literal('retenir') }),
  z.strictObject({ geste: z.literal('exclure') }),
  z.strictObject({ geste: z.literal('montant'), montant: centimes.min(1) }),
])

const dossier = z.strictObject({
  id,
  /** How sentences name it: its porteur, or its number. */
  libelle: z.string().min(1),
  points: centiemes,
  beneficiaires: z.int().min(0).max(10_000_000),
  demande: centimes.min(1),
  /** The least that the porteur said it could live with; the amount asked when nothing less will do. */
  plancher: centimes,
  lots: z.array(lot).max(8).default([]),
  departement: z.string(),
  volet: z.string(),
  /** Other families in which it counts: « communes de moins de 5 000 habitants ». */
  groupes: z.array(z.string()).default([]),
  main: main.nullable().default(null),
  /** `main` is what the comité has decided in its room: no scenario gives it up. */
  decide: z.boolean().optional(),
})

/** A share of the envelope, in cents or in ten-thousandths of it (3000 is 30 %). A dossier counts in every share it belongs to. */
const part = z.strictObject({
  id,
  libelle: z.string().min(1),
  famille: z.enum(['departement', 'volet', 'groupe']),
  valeur: z.string(),
  sens: z.enum(['au_moins', 'au_plus']),
  quota: z.union([z.strictObject({ montant: centimes }), z.strictObject({ dixMilliemes: z.int().min(0).max(10_000) })]),
})

const contraintes = z.strictObject({
  enveloppe: centimes,
  parts: z.array(part).default([]),
  /** Highest and lowest aid of one dossier. */
  plafond: centimes.nullable().default(null),
  plancher: centimes.nullable().default(null),
  laureatsMax: z.int().min(0).nullable().default(null),
  seuil: centiemes.nullable().default(null),
  /** At most one dossier of each list. */
  incompatibilites: z.array(z.strictObject({ id, dossiers: z.array(id).min(2) })).default([]),
  /** Amounts are multiples of it (100: whole euros); an amount asked is cut down to it. Amounts set by hand are exempt. */
  granularite: centimes.min(1).default(100),
  montantsReduits: z.boolean(),
  lotsSeuls: z.boolean(),
})

const OBJECTIFS = ['points', 'beneficiaires', 'dossiers'] as const

const forme = z.strictObject({
  /** In order: the second only decides between allocations equal for the first. */
  objectifs: z
    .array(z.enum(OBJECTIFS))
    .min(1)
    .refine(o => new Set(o).size === o.length, 'un objectif est cité deux fois'),
  dossiers: z.array(dossier).max(8_000),
  contraintes,
})

const doublon = (xs: readonly { id: string }[]) => xs.find((x, i) => xs.findIndex(y => y.id === x.id) !== i)?.id

/** Input of the optimiser. Refuses what no calculation could mean; constraints that cannot hold together are not refused here but named by it. */
export const probleme = forme.superRefine((p, ctx) => {
  const refuser = (message: string, path: PropertyKey[]) => ctx.addIssue({ code: 'custom', message, path })
  const connus = new Set(p.dossiers.map(d => d.id))
  if (connus.size !== p.dossiers.length) refuser(`le dossier ${doublon(p.dossiers)} est cité deux fois`, ['dossiers'])
  for (const [i, d] of p.dossiers.entries()) for (const m of defauts(d)) refuser(`${d.libelle} : ${m}`, ['dossiers', i])
  for (const liste of ['parts', 'incompatibilites'] as const) {
    const deux = doublon(p.contraintes[liste])
    if (deux) refuser(`${deux} est cité deux fois`, ['contraintes', liste])
  }
  for (const [i, c] of p.contraintes.incompatibilites.entries())
    if (c.dossiers.some(d => !connus.has(d)) || new Set(c.dossiers).size !== c.dossiers.length)
      refuser('une incompatibilité cite des dossiers connus, une fois chacun', ['contraintes', 'incompatibilites', i])
  if (p.dossiers.reduce((s, d) => s + d.demande, 0) > Number.MAX_SAFE_INTEGER / 2) refuser('le total demandé est trop grand', ['dossiers'])
})

function* defauts(d: z.infer<typeof dossier>) {
  if (d.plancher > d.demande) yield 'le plancher dépasse la demande'
  if (doublon(d.lots)) yield 'un lot est cité deux fois'
  if (d.lots.some(l => l.plancher > l.montant)) yield 'le plancher d’un lot dépasse son montant'
  if (d.lots.length > 0 && d.lots.reduce((s, l) => s + l.montant, 0) !== d.demande) yield 'la somme des lots n’est pas la demande'
  if (d.main?.geste === 'montant' && d.main.montant > d.demande) yield 'le montant fixé à la main dépasse la demande'
}

export type Probleme = z.infer<typeof probleme>
export type Dossier = Probleme['dossiers'][number]
export type Part = Probleme['contraintes']['parts'][number]
export type Objectif = (typeof OBJECTIFS)[number]

/** A constraint that a person set, hence one that may be named and relaxed. */
export type Cle =
  | 'enveloppe'
  | 'plafond'
  | 'plancher'
  | 'laureats'
  | 'seuil'
  | `part:${string}`
  | `incompatibilite:${string}`
  | `main:${string}`
  | `porteur:${string}`

/** What one dossier receives; lots add up to `montant` (none when it has none). */
export type Attribution = { id: string; montant: Centimes; lots: { id: string; montant: Centimes }[] }

/** Cents of a share: at least is rounded up and at most down, so that a share in % is never missed by a cent. */
export function montantDeLaPart(part: Part, enveloppe: Centimes): Centimes {
  if ('montant' in part.quota) return part.quota.montant
  const produit = BigInt(enveloppe) * BigInt(part.quota.dixMilliemes)
  return Number(part.sens === 'au_moins' ? (produit + 9999n) / 10_000n : produit / 10_000n)
}

export const appartient = (d: Dossier, part: Part) =>
  part.famille === 'departement'
    ? d.departement === part.valeur
    : part.famille === 'volet'
      ? d.volet === part.valeur
      : d.groupes.includes(part.valeur)

/** Best rated first, then by id: the order in which ties are broken and in which the model is written, whatever the order of the input. */
export const classer = (dossiers: readonly Dossier[]) =>
  dossiers.toSorted((a, b) => b.points - a.points || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))

const VALEUR: Record<Objectif, (d: Dossier) => number> = { points: d => d.points, beneficiaires: d => d.beneficiaires, dossiers: () => 1 }
export const valeurPour = (objectif: Objectif, d: Dossier) => VALEUR[objectif](d)

/** Every constraint of a problem, in the order in which conflicts are looked for: the first ones are kept for granted the longest. */
export function cles({ contraintes: c, dossiers }: Probleme): Cle[] {
  return [
    'enveloppe',
    ...(['plafond', 'plancher', 'seuil'] as const).filter(k => c[k] !== null),
    ...(c.laureatsMax === null ? [] : (['laureats'] as const)),
    ...c.incompatibilites.map(i => `incompatibilite:${i.id}` as const),
    ...dossiers.filter(d => d.main?.geste === 'montant').map(d => `porteur:${d.id}` as const),
    ...c.parts.map(p => `part:${p.id}` as const),
    ...dossiers.filter(d => d.main).map(d => `main:${d.id}` as const),
  ]
}
