import { z } from 'zod'
import { parseDate } from '../../../lib/dates.ts'
import { parseEuros } from '../../../lib/euros.ts'
import { sansUnite } from '../../../lib/nombres.ts'
import { TYPES_STRUCTURE } from '../../cahier/index.ts'
import { ETAPES_SUIVI } from '../../decret/index.ts'
import { ETATS_INSTRUITS } from '../../service/index.ts'

/** What is to be done next with a dossier, in the order of the work. */
export const SUITES = ['releve', 'prendre', 'verifier', 'attendre', 'examiner', 'analyser', 'presenter', 'comite', 'clos'] as const
export type Suite = (typeof SUITES)[number]
export const TRIS = [
  'depose_le',
  'numero',
  'titre',
  'porteur',
  'population',
  'volet',
  'cout_global',
  'aide_demandee',
  'suite',
  'echeance',
] as const
export type Tri = (typeof TRIS)[number]
/** Verdicts that a list is filtered by: those that ask for something. */
export const VERDICTS_FILTRES = ['non_respectee', 'a_completer', 'a_verifier', 'attention'] as const
/** Rows of a page of the list, unless more are asked for. */
export const PAR_PAGE = 25
/** Stands among départements for bearers of the whole territory. */
export const TERRITOIRE = 'territoire'

/** Several values of one parameter, those that can be read, each once and sorted: two addresses of one filter are the same. */
const liste = <T extends string>(valeur: z.ZodType<T>) =>
  z.array(z.unknown()).transform(vs => [...new Set(vs.flatMap(v => valeur.safeParse(v).data ?? []))].sort() as T[])
const choix = <T extends string>(valeurs: readonly T[]) => liste(z.enum(valeurs))
/** One value; what cannot be read is no filter. */
const un = <T>(valeur: z.ZodType<T>) => z.array(z.unknown()).transform(vs => valeur.safeParse(vs[0]).data)
/** Words as typed; the database refuses NUL. */
const texte = (max: number) =>
  z
    .string()
    .transform(s => s.replaceAll('\0', '').trim().slice(0, max).trim())
    .pipe(
      z
        .string()
        .min(1)
        .refine(s => s.isWellFormed()),
    )
const code = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,79}$/)
const euros = z.string().transform((s, c) => {
  const lu = parseEuros(s)
  if (lu.ok) return lu.value
  c.addIssue('amount')
  return z.NEVER
})
const jour = z.string().transform((s, c) => {
  const lu = parseDate(s)
  if (lu) return lu
  c.addIssue('date')
  return z.NEVER
})
const nombre = z
  .string()
  .transform(s => sansUnite(s, 'habitants'))
  .pipe(z.string().regex(/^\d{1,9}$/))
  .transform(Number)

/** One line a parameter of the address; amounts are typed in euros and read in cents, days are civil dates, both ends included. */
const schema = z.object({
  q: un(texte(200)),
  appel: un(z.string().regex(/^[a-z0-9-]{1,120}$/)),
  etat: choix(ETATS_INSTRUITS),
  suite: choix(SUITES),
  /** Where the follow-up of a lauréat stands. */
  etape: choix(ETAPES_SUIVI),
  volet: liste(code),
  departement: liste(z.union([z.string().regex(/^[0-9][0-9AB][0-9]?$/), z.literal(TERRITOIRE)])),
  epci: liste(z.string().regex(/^\d{9}$/)),
  type: choix(Object.keys(TYPES_STRUCTURE) as (keyof typeof TYPES_STRUCTURE)[]),
  population_min: un(nombre),
  population_max: un(nombre),
  cout_min: un(euros),
  cout_max: un(euros),
  aide_min: un(euros),
  aide_max: un(euros),
  depose_du: un(jour),
  depose_au: un(jour),
  verdict: choix(VERDICTS_FILTRES),
  /** Rules that ask for something, whatever their verdict. */
  regle: liste(code),
  pieces: un(z.literal('manquent')),
  /** `moi`, `personne`, or an account. */
  affecte: un(z.union([z.enum(['moi', 'personne']), z.uuid().toLowerCase()])),
  retard: un(z.literal('1')),
  messages: un(z.literal('non_lus')),
  etiquette: liste(texte(60)),
  tri: un(z.enum(TRIS)).transform(t => t ?? 'depose_le'),
  sens: un(z.enum(['asc', 'desc'])),
})
type Lu = z.output<typeof schema>
export type Filtre = Omit<Lu, 'sens'> & { sens: 'asc' | 'desc' }

const CLES = Object.keys(schema.shape) as (keyof Filtre)[]
/** The way that one first wants a column: dates and amounts from the last or the largest, words from A, what is due from the nearest. */
export const sensHabituel = (tri: Tri): 'asc' | 'desc' =>
  ['depose_le', 'cout_global', 'aide_demandee', 'population'].includes(tri) ? 'desc' : 'asc'

/** The filter of an address. Never refuses: what cannot be read is left out. */
export function lireFiltre(query: URLSearchParams): Filtre {
  const lu = schema.parse(Object.fromEntries(CLES.map(c => [c, query.getAll(c)])))
  return { ...lu, sens: lu.sens ?? sensHabituel(lu.tri) }
}

const MONTANTS: ReadonlySet<string> = new Set(['cout_min', 'cout_max', 'aide_min', 'aide_max'])
const enEuros = (c: number) => (c % 100 ? (c / 100).toFixed(2).replace('.', ',') : String(c / 100))

/** The address of a filter, always written the same way; what says nothing is left out. `lireFiltre` gives it back. */
export function ecrireFiltre(f: Filtre): URLSearchParams {
  const query = new URLSearchParams()
  for (const cle of CLES) {
    const valeur = f[cle]
    if (valeur === undefined || (cle === 'tri' && valeur === 'depose_le') || (cle === 'sens' && valeur === sensHabituel(f.tri))) continue
    for (const v of Array.isArray(valeur) ? valeur : [valeur]) query.append(cle, MONTANTS.has(cle) ? enEuros(v as number) : String(v))
  }
  return query
}

/** The filter of no address at all. */
export const SANS_FILTRE: Filtre = lireFiltre(new URLSearchParams())
/** Whether it leaves anything out: the order does not. */
export const filtreActif = (f: Filtre) => ecrireFiltre({ ...f, tri: SANS_FILTRE.tri, sens: SANS_FILTRE.sens }).size > 0
