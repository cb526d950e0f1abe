import { sansAccents } from '../../lib/mots.ts'
import type { Appel } from '../cahier/index.ts'
import type { Laureat } from './laureats.queries.ts'

/** A lauréat with its number on the map, in the list and in the table, and the words of the call. Amounts in cents. */
export type LaureatPublie = Laureat & { n: number; voletTitre: string; departementNom: string; taux: number | null } & {
  /** The formula of the aid, where the call computes it: what a porteur answered is not published. */
  calcul: string | null
}
export type FiltreLaureats = { q: string; volet: string; departement: string; type: string; tri: Tri; desc: boolean }

export const TRIS = ['n', 'porteur', 'projet', 'volet', 'departement', 'cout', 'aide', 'taux'] as const
export type Tri = (typeof TRIS)[number]
const TERRITOIRE = 'Tout le territoire'

const francais = new Intl.Collator('fr', { numeric: true })

/** « Volet 2, Améliorer les compétences »; empty when the call has no volet. */
function motVolet(appel: Appel, code: string | null) {
  const volet = appel.volets.find(v => v.code === code)
  return volet ? `Volet\u00a0${volet.numero}, ${volet.titre.charAt(0).toLowerCase()}${volet.titre.slice(1)}` : ''
}

/** Numbered by département, then by name of the bearer: the same numbers whatever one filters. Pure. */
export function publier(appel: Appel, laureats: readonly Laureat[]): LaureatPublie[] {
  const departements = new Map(appel.territoire.departements.map(d => [d.code, d.nom]))
  const nom = (l: Laureat) => (l.departement === null ? TERRITOIRE : (departements.get(l.departement) ?? l.departement))
  const titre = (code: string | null) => motVolet(appel, code)
  return laureats
    .map(l => ({
      ...l,
      departementNom: nom(l),
      voletTitre: titre(l.volet),
      taux: l.cout ? l.aide / l.cout : null,
      calcul: appel.aide.calcul ?? null,
    }))
    .sort(
      (a, b) =>
        Number(a.departement === null) - Number(b.departement === null) ||
        francais.compare(a.departement ?? '', b.departement ?? '') ||
        francais.compare(a.porteur.nom, b.porteur.nom),
    )
    .map((l, i) => ({ ...l, n: i + 1 }))
}

const VALEURS: Record<Tri, (l: LaureatPublie) => string | number> = {
  n: l => l.n,
  porteur: l => l.porteur.nom,
  projet: l => l.titre,
  volet: l => l.voletTitre,
  departement: l => l.departementNom,
  cout: l => l.cout ?? -1,
  aide: l => l.aide,
  taux: l => l.taux ?? -1,
}

/** Those that the filter keeps, in its order. Words are looked for in the bearer, its partners, the title and what `plus` adds, accents aside. Pure. */
export function filtrer<L extends LaureatPublie>(laureats: readonly L[], f: FiltreLaureats, plus: (l: L) => string = () => ''): L[] {
  const mots = sansAccents(f.q).split(/\s+/).filter(Boolean)
  const texte = (l: L) => sansAccents([l.titre, l.porteur.nom, ...l.partenaires.map(p => p.nom), l.numero, plus(l)].join(' '))
  const valeur = VALEURS[f.tri]
  const ordre = (a: LaureatPublie, b: LaureatPublie) => {
    const [x, y] = [valeur(a), valeur(b)]
    return typeof x === 'number' && typeof y === 'number' ? x - y : francais.compare(String(x), String(y))
  }
  return laureats
    .filter(
      l =>
        (!f.volet || l.volet === f.volet) && (!f.departement || l.departement === f.departement) && (!f.type || l.porteur.type === f.type),
    )
    .filter(l => mots.every(m => texte(l).includes(m)))
    .sort((a, b) => (f.desc ? ordre(b, a) : ordre(a, b)) || a.n - b.n)
}

/** « 9 projets ». */
export const motProjets = (n: number) => `${n}\u00a0projet${n > 1 ? 's' : ''}`

const somme = (ns: readonly number[]) => ns.reduce((s, n) => s + n, 0)
/** In cents. */
export const totaux = (laureats: readonly LaureatPublie[]) => ({
  nombre: laureats.length,
  aide: somme(laureats.map(l => l.aide)),
  cout: somme(laureats.map(l => l.cout ?? 0)),
})

/** `court`: what a drawing has room for. */
export type Part = { libelle: string; court: string; nombre: number; aide: number; part: number }
/** How the aid is shared out between the values of a field, in the order of the list. Pure. */
export function repartir(laureats: readonly LaureatPublie[], par: (l: LaureatPublie) => string, court = (x: string) => x): Part[] {
  const total = totaux(laureats).aide
  return [...Map.groupBy(laureats, par)]
    .map(([libelle, membres]) => ({ libelle, court: court(libelle), nombre: membres.length, aide: totaux(membres).aide }))
    .map(p => ({ ...p, part: total > 0 ? p.aide / total : 0 }))
    .sort((a, b) => francais.compare(a.libelle, b.libelle))
}
