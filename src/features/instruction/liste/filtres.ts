import { type RawBuilder, sql } from 'kysely'
import { paths } from '../../../paths.ts'
import { FILTRES } from './filtres.table.ts'
import { type Donnees, direBornes, type LigneFiltre, type Pour } from './ligne-filtre.ts'
import { type Vue, vueDe } from './liste.mots.ts'
import { ecrireOrdre, lireOrdre, type Ordre, TRIS } from './tris.ts'

export { TERRITOIRE } from './filtres.table.ts'
export { SUITES, type Suite } from './liste.mots.ts'

/** Rows of a page of the list, unless more are asked for; and those that one may ask for. */
export const PAR_PAGE = 20
export const TAILLES: readonly number[] = [PAR_PAGE, 50, 100]

type Table = typeof FILTRES
type CodeFiltre = keyof Table
/** Names in the address: most filters have one parameter, those from one value to another have two. */
type Parametres<C extends CodeFiltre> = Table[C] extends { sorte: { suffixes: readonly (infer S extends string)[] } } ? `${C}${S}` : C
type Lue<L> = L extends { lire: { _output: infer T } } ? T : never
type Valeur<L> = L extends { sorte: infer S } ? Lue<S> | undefined : L extends { genre: 'un' } ? Lue<L> | undefined : Lue<L>[]
export type Filtre = { [C in CodeFiltre as Parametres<C>]: Valeur<Table[C]> } & Ordre
type Parametre = Exclude<keyof Filtre, keyof Ordre>

const LIGNES = (Object.entries(FILTRES) as unknown as [CodeFiltre, LigneFiltre][]).map(([code, l]) => ({
  ...l,
  code,
  parametres: (l.genre === 'entre' ? l.sorte.suffixes.map(s => code + s) : [code]) as Parametre[],
}))
type Ligne = (typeof LIGNES)[number]
/** What a filter asks by each parameter of a line. */
const valeurs = (f: Filtre, l: Ligne) => l.parametres.map(p => [f[p] ?? []].flat() as string[])

/** The filter of an address. Never refuses: what cannot be read is left out; several values stand once each and sorted, so that two addresses of one filter are the same. */
export function lireFiltre(query: URLSearchParams): Filtre {
  const lus = LIGNES.flatMap(l =>
    l.parametres.map(p => {
      const { lire } = l.genre === 'entre' ? l.sorte : l
      const lues = query.getAll(p).map(s => lire.safeParse(s).data)
      return [p, l.genre === 'plusieurs' ? [...new Set(lues.filter(v => v !== undefined))].sort() : lues[0]]
    }),
  )
  return { ...Object.fromEntries(lus), ...lireOrdre(query) }
}

/** The address of a filter, always written the same way; what says nothing is left out. `lireFiltre` gives it back. */
export function ecrireFiltre(f: Filtre) {
  const query = new URLSearchParams()
  for (const l of LIGNES)
    for (const p of l.parametres)
      if (f[p] !== undefined) for (const v of [f[p]].flat()) query.append(p, l.genre === 'entre' ? l.sorte.ecrire(v as string) : String(v))
  for (const [nom, valeur] of ecrireOrdre(f)) query.append(nom, valeur)
  return query
}

/** The address of a filtered list; `plus`: what it says besides its filter. */
export function adresse(filtre: Filtre, plus: Record<string, string | undefined> = {}) {
  const query = ecrireFiltre(filtre)
  for (const [cle, valeur] of Object.entries(plus)) if (valeur !== undefined) query.set(cle, valeur)
  return query.size > 0 ? `${paths.instruction.boite}?${query}` : paths.instruction.boite
}

/** The filter of no address at all. */
export const SANS_FILTRE: Filtre = lireFiltre(new URLSearchParams())
const demandees = (f: Filtre) => LIGNES.filter(l => l.parametres.some(p => f[p] !== undefined && [f[p]].flat().length > 0))
/** The filter of a view, in one call or all. */
export const filtreDe = (v: Vue, appel?: string): Filtre => ({
  ...SANS_FILTRE,
  appel,
  suite: [...v.suites],
  affecte: v.moi ? 'moi' : undefined,
  ...(v.parEcheance ? { tri: 'echeance', sens: 'asc' } : {}),
})
/** Whether it leaves anything out: the order does not. */
export const filtreActif = (f: Filtre) => demandees(f).length > 0

/** What the filter asks of a row of `instruction`, or of a set of `instruction_compte`, named `i`. */
export const conditions = (f: Filtre, pour: Pour): RawBuilder<boolean>[] =>
  demandees(f).flatMap(l => {
    const [vs = [], autres = []] = valeurs(f, l)
    const cs = l.genre === 'entre' ? [...vs.map(l.sql.de), ...autres.map(l.sql.a)] : l.sql ? [l.sql(vs, pour)] : []
    return cs.map(c => sql<boolean>`(${c})`)
  })
/** Whether the kept counts can tell how many dossiers it keeps. */
export const garde = (f: Filtre) => demandees(f).every(l => l.compte === 'garde')
const sans = (f: Filtre, parametres: readonly Parametre[]): Filtre => ({
  ...f,
  ...Object.fromEntries(parametres.map(p => [p, SANS_FILTRE[p]])),
})
/** What they can tell of it. */
export const partGardee = (f: Filtre) =>
  sans(
    f,
    LIGNES.flatMap(l => (l.compte === 'garde' ? [] : l.parametres)),
  )

/** In the order given; those that it does not name come after. */
const rangees = (premieres: readonly CodeFiltre[]) => {
  const rang = ({ code }: Ligne) => (premieres.includes(code) ? premieres.indexOf(code) : premieres.length)
  return LIGNES.toSorted((a, b) => rang(a) - rang(b))
}
const DITES = rangees(['q', 'affecte', 'suite', 'volet', 'departement', 'epci', 'type', 'etat', 'etape', 'verdict', 'regle', 'etiquette'])
const CHAMPS = rangees([
  'volet',
  'suite',
  'retard',
  'epci',
  'regle',
  'pieces',
  'etiquette',
  'affecte',
  'departement',
  'etat',
  'etape',
  'type',
  'verdict',
])

/** Each thing that the filter asks, in words, and the filter without it. The view and the call are not among them: they have their own place. */
export const filtresActifs = (f: Filtre, d: Donnees): { libelle: string; sans: Filtre }[] =>
  DITES.filter(l => demandees(f).includes(l) && !(l.code === 'suite' && vueDe(f))).flatMap(l => {
    const [vs = [], autres = []] = valeurs(f, l)
    const rien = sans(f, l.parametres)
    if (l.genre === 'entre') return [{ libelle: `${l.mots}\u00a0: ${direBornes(l.sorte, vs[0], autres[0])}`, sans: rien }]
    const reste = (v: string) => (l.genre === 'un' ? rien : { ...f, [l.code]: vs.filter(x => x !== v) })
    return vs.flatMap(v => (l.mots ? [{ libelle: l.mots(v, d), sans: reste(v) }] : []))
  })

/** A list in words: its view, what its filter asks, its order. */
export function decrireListe(f: Filtre, d: Donnees) {
  const vue = f.suite.length > 0 ? vueDe(f) : undefined
  // the view says it
  const reste = vue?.moi ? { ...f, affecte: undefined } : f
  const dits = filtresActifs(vue ? { ...reste, suite: [] } : reste, d).map(a => a.libelle)
  return [...(vue ? [vue.libelle] : []), ...dits, `par ${TRIS[f.tri].mots}`].join(', ')
}

/** The lines of the form, in its order, each with what its fields hold as it was typed. */
export const champsDe = (f: Filtre) =>
  CHAMPS.map(l => ({ ...l, saisies: valeurs(f, l).map(vs => (l.genre === 'entre' ? vs.map(l.sorte.saisie) : vs)) }))
export type ChampRempli = ReturnType<typeof champsDe>[number]

const SAISIE_MAX = 100
/** What somebody typed and that cannot be read, with why, by parameter. The list leaves it out and says so. */
export type Illisibles = Readonly<Record<string, { saisie: string; phrase: string }>>
export const illisiblesDe = (query: URLSearchParams, f: Filtre): Illisibles =>
  Object.fromEntries(
    CHAMPS.flatMap(l =>
      l.parametres.flatMap(nom => {
        const saisie = (query.get(nom) ?? '').trim().slice(0, SAISIE_MAX)
        return l.genre === 'entre' && saisie && f[nom] === undefined ? [[nom, { saisie, phrase: l.sorte.refus(saisie) }]] : []
      }),
    ),
  )
