import { formatEuros } from '../../../lib/euros.ts'
import { BarreEnveloppe } from './barre.view.tsx'
import { formatRobustesse, type Sort } from './scenarios.mots.ts'

/** A dossier as a scenario treats it. Amounts in cents. */
export type LigneScenario = {
  id: string
  porteur: string
  declaree: boolean
  titre: string
  note: string
  demande: number
  /** How it was found, where the call computes the aid. */
  calcul: string | undefined
  plancher: number
  montant: number
  /** Funded, of a dossier in lots. */
  lots: readonly { libelle: string; montant: number }[]
  sort: Sort
  /** Cents that the envelope lacks for it. */
  manque: number | undefined
  /** From 0 to 1. */
  robustesse: number | undefined
  remarque: string | undefined
  courant: boolean
}

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
