import { formatEuros } from '../../../lib/euros.ts'
import { BarreEnveloppe } from './barre.view.tsx'
import { formatRobustesse } from './mots.ts'
import type { LigneScenario } from './scenario.view.tsx'

/** What a scenario does of a dossier, and how far it is from more. */
export const SortDossier = ({ d }: { d: LigneScenario }) => (
  <>
    {d.sort === 'Non retenu' ? d.sort : <strong>{d.sort}</strong>}
    {d.manque !== undefined && <span class="gt-sous gt-scenario__titre">à {formatEuros(d.manque)} près</span>}
    {d.lots.map(l => (
      <span class="gt-sous gt-scenario__titre">
        {l.libelle}&nbsp;: {formatEuros(l.montant)}
      </span>
    ))}
  </>
)

/** The share of the draws in which a dossier stays in. */
export const Robuste = ({ r }: { r: number | undefined }) =>
  r === undefined ? (
    <>–</>
  ) : (
    <>
      {formatRobustesse(r)}
      <BarreEnveloppe enveloppe={1} montants={[r]} hauteur={6} />
    </>
  )
