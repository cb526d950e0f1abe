import type { Centimes } from '../../../lib/euros.ts'

/** Orders of one registered office and one period, in cents. */
type Versees = { pays: string; departement: string | null; bilanFin: string; commandes: number; ht: Centimes; credits: Centimes }
/** Where orders went: a département, or a country. `part` of the credits, 0 to 1; `ici`: on the territory of the guichet. */
export type LigneDestination = {
  code: string
  libelle: string
  ici: boolean
  commandes: number
  ht: Centimes
  credits: Centimes
  part: number
}
export type Destinations = {
  lignes: LigneDestination[]
  commandes: number
  ht: Centimes
  credits: Centimes
  ici: Centimes
  etranger: number
}

const PAYS = new Intl.DisplayNames('fr', { type: 'region' })

/** By registered office, the most credits first, as declared of the periods ended by a day. `noms`: of the départements. Pure. */
export function destinationsAu(
  versees: readonly Versees[],
  au: string,
  noms: ReadonlyMap<string, string>,
  territoire: readonly string[],
): Destinations {
  const vues = versees.filter(v => v.bilanFin <= au)
  const somme = (vs: readonly Versees[], de: 'commandes' | 'ht' | 'credits') => vs.reduce((s, v) => s + v[de], 0)
  const credits = somme(vues, 'credits')
  const lignes = [...Map.groupBy(vues, v => (v.pays === 'FR' ? v.departement! : v.pays))].map(([code, vs]) => {
    const francais = vs[0]!.pays === 'FR'
    const c = somme(vs, 'credits')
    return {
      code,
      libelle: francais ? `${code}\u00a0${noms.get(code) ?? ''}`.trim() : (PAYS.of(code) ?? code),
      ici: francais && territoire.includes(code),
      commandes: somme(vs, 'commandes'),
      ht: somme(vs, 'ht'),
      credits: c,
      part: credits > 0 ? c / credits : 0,
    }
  })
  return {
    lignes: lignes.sort((a, b) => b.credits - a.credits || b.ht - a.ht || a.code.localeCompare(b.code)),
    commandes: somme(vues, 'commandes'),
    ht: somme(vues, 'ht'),
    credits,
    ici: lignes.filter(l => l.ici).reduce((s, l) => s + l.credits, 0),
    etranger: somme(
      vues.filter(v => v.pays !== 'FR'),
      'commandes',
    ),
  }
}
