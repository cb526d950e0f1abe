import type { DateCivile } from '../../../../lib/dates.ts'
import { type Centimes, formatEuros } from '../../../../lib/euros.ts'
import { pluriel } from '../../../../lib/mots.ts'
import { formatSiret } from '../../../../lib/siren.ts'

/**
 * What asks to be checked in orders, and forbids nothing. `deja`: those that are there already, `rang` in their list; `fin`: the last day of the period that has the
 * first of them, nothing when it is in the same list. `depasse`: orders of the whole project above what it costs. Cents.
 */
export type Doutes = {
  deja: { rang: number; fin: DateCivile | null; entreprise: string; date: DateCivile; ht: Centimes }[]
  noms: { siret: string; noms: string[] }[]
  depasse: { total: Centimes; cout: Centimes } | undefined
}
export const sansDoute = (d: Doutes) => d.deja.length + d.noms.length === 0 && !d.depasse

export const phraseDepasse = ({ total, cout }: NonNullable<Doutes['depasse']>) =>
  `Les commandes du projet font ${formatEuros(total)} HT en tout, pour un coût prévu de ${formatEuros(cout)}`
export const phraseNoms = ({ siret, noms }: Doutes['noms'][number]) =>
  `Le SIRET ${formatSiret(siret)} a ${pluriel(noms.length, 'nom')}\u00a0: ${noms
    .slice(0, 5)
    .map(n => `«\u00a0${n}\u00a0»`)
    .join(', ')}${noms.length > 5 ? '…' : ''}`

/** Of one order that is typed: the field to look at, and why. `periode`: the name of a period. Pure. */
export function doutesDeLaSaisie(d: Doutes, periode: (fin: DateCivile) => string): Record<string, string> {
  const [deja, nom] = [d.deja[0], d.noms[0]]
  return {
    ...(nom ? { 'c.entreprise': phraseNoms(nom) } : {}),
    ...(d.depasse ? { 'c.ht': phraseDepasse(d.depasse) } : {}),
    ...(deja?.fin
      ? { 'c.date': `Le bilan «\u00a0${periode(deja.fin)}\u00a0» a déjà cette commande\u00a0: même entreprise, même jour, mêmes montants` }
      : {}),
  }
}
