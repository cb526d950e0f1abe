import { formatEuros } from '../../../lib/euros.ts'
import { Tableau } from '../../../ui/table.tsx'
import type { Appel } from '../../appels/index.ts'
import type { Montant, Plan } from './plan.ts'
import { totauxDe } from './totaux.ts'

const PAYEE = { oui: 'Oui', marginale: 'Pour une part marginale', non: 'Non', exclue: 'Interdite dans le plan' } as const
const lu = (m: Montant) => (typeof m === 'number' ? formatEuros(m, { centimes: true }) : m === 'vide' ? 'À compléter' : 'Illisible')

/** The expenses of the plan, line by line, as the instructeur reads them. */
export const PlanRelu = ({ appel, plan }: { appel: Appel; plan: Plan }) => {
  const total = totauxDe(plan).depenses
  return (
    <Tableau
      legende="Dépenses, hors taxes"
      colonnes={[
        { titre: 'Dépense', cellule: d => d.libelle },
        { titre: 'Nature', cellule: d => appel.natures.find(n => n.code === d.nature)?.libelle ?? '' },
        { titre: 'Montant HT', cellule: d => lu(d.ht), num: true },
        { titre: 'Payée par l’aide', cellule: d => PAYEE[appel.natures.find(n => n.code === d.nature)?.eligible ?? 'oui'] },
      ]}
      lignes={plan.depenses}
      pied={total === undefined ? undefined : ['Total', '', formatEuros(total, { centimes: true }), '']}
      vide={<p>Aucune dépense n’est indiquée.</p>}
    />
  )
}
