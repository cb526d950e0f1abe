import { joursEntre } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { DateField, TextArea } from '../../../ui/champs.tsx'
import { Formulaire } from '../../../ui/form.tsx'
import type { Demande } from './complements.queries.ts'

/** What came back with a refused form about a request that waits. */
export type RetourAttente = { jour?: string | undefined; raison?: string | undefined; motif?: string | undefined }
type Props = {
  id: string
  k: Pick<Demande, 'id' | 'numero' | 'echeance'>
  retour: RetourAttente
  errors: Readonly<Record<string, string>>
}

/** Nothing decides by itself: late, a request waits until somebody gives more time or withdraws it. */
export const EnRetard = ({ echeance, instant }: { echeance: Date; instant: Date }) => {
  const jours = Math.max(1, joursEntre(echeance, instant))
  return (
    <Alert ton="warning" titre={`Réponse en retard de ${jours}\u00a0jour${jours > 1 ? 's' : ''}`} niveau={3}>
      <p>
        Le porteur peut encore répondre. Rien ne se décide seul&nbsp;: prolongez le délai, ou retirez la demande pour vous en tenir au
        dépôt.
      </p>
    </Alert>
  )
}

/** What the service can do while the porteur has not answered: give more time, or withdraw the request. */
export const ActesEnAttente = ({ id, k, retour, errors }: Props) => (
  <>
    <details class="gt-details fr-mb-2w" open={!!(errors.jour || errors.raison || retour.jour)}>
      <summary>Prolonger le délai</summary>
      <Formulaire action={paths.instruction.prolongationComplement(id, k.id)}>
        <input type="hidden" name="vu" value={String(k.echeance.getTime())} />
        <DateField name="jour" label="Nouvelle date limite" value={retour.jour} error={errors.jour} />
        <TextArea name="raison" label="Raison" hint="Le porteur la lit." facultatif rows={2} value={retour.raison} error={errors.raison} />
        <button class="fr-btn fr-btn--sm" type="submit">
          Prolonger
        </button>
      </Formulaire>
    </details>
    <details class="gt-details" open={!!(errors.motif || retour.motif)}>
      <summary>Retirer la demande</summary>
      <Formulaire action={paths.instruction.retraitComplement(id, k.id)}>
        <p>Le dossier redevient tel que déposé. Ce que le porteur a préparé pour répondre n’est pas gardé.</p>
        <TextArea
          name="motif"
          label="Pourquoi retirer cette demande"
          hint="Le porteur le lit."
          rows={2}
          value={retour.motif}
          error={errors.motif}
        />
        <button class="fr-btn fr-btn--sm fr-btn--secondary" type="submit">
          Retirer la demande
        </button>
      </Formulaire>
    </details>
  </>
)
