import { formatEuros } from '../../lib/euros.ts'
import { paths } from '../../paths.ts'
import { Alert } from '../../ui/blocs.tsx'
import type { PieceJointe } from '../dossiers/index.ts'

/** What the plan says now. Cents; nothing while it is not complete. */
export type MontantsDuPlan = { cout: number | null; aide: number | null }

/** A délibération votes amounts: when the plan has changed since it was attached, what was voted and what is asked, and what to do. */
export const PlanChange = ({ dossierId, fichier: f, plan }: { dossierId: string; fichier: PieceJointe; plan: MontantsDuPlan }) => {
  const changes = [...change('Coût du projet', f.coutDit, plan.cout), ...change('Aide demandée', f.aideDite, plan.aide)]
  if (changes.length === 0) return null
  return (
    <Alert ton="warning" titre="Votre plan a changé depuis ce texte">
      <ul>
        {changes.map(c => (
          <li>{c}</li>
        ))}
      </ul>
      <p>
        L’assemblée n’a pas encore voté&nbsp;? <a href={paths.dossiers.redaction(dossierId)}>Prenez le nouveau texte</a>, puis remplacez ce
        fichier. Elle a voté&nbsp;? Revenez aux montants votés, ou joignez une délibération qui les modifie.
      </p>
    </Alert>
  )
}

const change = (mot: string, avant: number | null | undefined, maintenant: number | null) =>
  typeof avant !== 'number' || maintenant === null || avant === maintenant
    ? []
    : [`${mot}\u00a0: ${formatEuros(avant)}, maintenant ${formatEuros(maintenant)}`]
