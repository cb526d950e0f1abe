import type { TableauAppel } from '../cahier/index.ts'
import type { TableauEvalue } from '../recevabilite/index.ts'
import type { Remplissage } from '../saisie/index.ts'
import type { AideCalculee } from '../verdicts/index.ts'
import type { Mots } from './plan.mots.ts'
import type { Plan, Reglage } from './plan.ts'

/** What the step of the plan shows around the fields. `financeur` gives the aid, `structure` the rest. */
export type PlanDuDossier = {
  plan: Plan
  reglage: Reglage
  financeur: string
  structure: string
  /** What the call says of lots (C5.4). */
  lots?: string | undefined
  /** The aid that the call computes. */
  aide?: AideCalculee | undefined
  /** What the call asks of each expense besides, and whether expenses have ranks of priority. */
  enPlus?: { tableau: TableauAppel; evalue: TableauEvalue | undefined; colonnes: TableauAppel['colonnes']; rang: boolean } | undefined
  importer: string
  budget: { pdf: string; xlsx: string }
}
export type PlanProps = PlanDuDossier & { remplissage: Remplissage; mots: Mots }

/** A text that a figure makes: the browser writes it again as one types. */
export const Chiffre = ({ nom, mots, class: classe }: { nom: string; mots: Mots; class?: string }) => (
  <span class={classe} data-chiffre={nom}>
    {mots.textes[nom] ?? ''}
  </span>
)

/** A total in its cell, with what it lacks. */
export const CelluleTotal = ({ nom, mots, titre }: { nom: string; mots: Mots; titre: string }) => (
  <td class="gt-num" data-titre={titre}>
    <Chiffre nom={nom} mots={mots} />
    <Chiffre nom={`${nom}.sans`} mots={mots} class="gt-plan__prov" />
  </td>
)
