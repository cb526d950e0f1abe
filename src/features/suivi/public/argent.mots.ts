import type { Centimes } from '../../../lib/euros.ts'
import { formatTaux } from '../../../lib/euros.ts'
import type { LignePayee } from './entreprises.queries.ts'

export type NomsDepartements = ReadonlyMap<string, string>
const PAYS = new Intl.DisplayNames('fr', { type: 'region' })

/** Where a registered office is: a département, or a country. */
export const ouDe = ({ pays, departement }: { pays: string; departement: string | null }, noms: NomsDepartements) =>
  pays === 'FR' ? (noms.get(departement ?? '') ?? departement ?? 'département inconnu') : (PAYS.of(pays) ?? pays)

/** Those that may not be named, all together: never how many they are. */
const ANONYMES = {
  individuel: 'Entrepreneur individuel',
  ailleurs: 'Entreprise étrangère',
  autre: 'Entreprise dont le nom n’est pas publié',
}
export const nomEntreprise = (e: Pick<LignePayee, 'nom' | 'individuel' | 'pays'>) =>
  e.nom ?? ANONYMES[e.individuel ? 'individuel' : e.pays === 'FR' ? 'autre' : 'ailleurs']

/** A share of a whole as one percentage; « moins de 1 % » is not nothing. */
export const partDe = (n: Centimes, total: Centimes) =>
  total <= 0 ? '0\u00a0%' : n > 0 && n / total < 0.005 ? 'moins de 1\u00a0%' : formatTaux(n / total, 0)
