import { formatEuros } from '../../../lib/euros.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { Alert, Chiffres } from '../../../ui/blocs.tsx'
import { Field } from '../../../ui/champs.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import type { Site } from '../../../ui/site.ts'
import { Cadre, type CadreSeance } from '../cadre.view.tsx'
import { champMontant } from './main.ts'
import { NOM_MAX } from './scenario.form.ts'

export type MontantsVue = {
  cadre: CadreSeance
  id: string
  nom: string
  revision: number
  enveloppe: number
  accorde: number
  dossiers: readonly { id: string; porteur: string; titre: string; note: string; demande: number; plancher: number; saisie: string }[]
}
type Props = { site: Site; vue: MontantsVue; errors: FieldErrors; avis?: string | undefined }

/** Amounts of a scenario, set by hand: in euros, or as a rate of what each dossier asks. */
export const MontantsPage = ({ site, vue: v, errors, avis }: Props) => (
  <Cadre site={site} cadre={v.cadre} page="Montants du scénario" erreur={Object.keys(errors).length > 0}>
    <ErrorSummary errors={errors} />
    {avis && (
      <Alert ton="warning" petit reponse>
        <p>{avis}</p>
      </Alert>
    )}
    <Chiffres
      chiffres={[
        { terme: 'Enveloppe', valeur: formatEuros(v.enveloppe) },
        { terme: 'Accordé', valeur: formatEuros(v.accorde) },
        { terme: 'Reste', valeur: formatEuros(v.enveloppe - v.accorde) },
      ]}
    />
    <Formulaire class="fr-mt-3w" action={paths.comite.montantsScenario(v.cadre.id, v.id)}>
      <input type="hidden" name="revision" value={String(v.revision)} />
      <Field name="nom" label="Nom du scénario" value={v.nom} error={errors.nom} maxlength={NOM_MAX} />
      <p class="fr-mt-3w">
        Écrivez un montant en euros, ou un taux de la demande, par exemple «&nbsp;75&nbsp;%&nbsp;». Rien&nbsp;: non retenu.
      </p>
      <div class="gt-scenario__montants">
        {v.dossiers.map(d => (
          <Field
            name={champMontant(d.id)}
            label={d.porteur}
            hint={`${d.titre} · note ${d.note} · demande ${formatEuros(d.demande)}${d.plancher < d.demande ? `, plancher ${formatEuros(d.plancher)}` : ', tout ou rien'}`}
            court
            autocomplete="off"
            value={d.saisie}
            error={errors[champMontant(d.id)]}
          />
        ))}
      </div>
      <FormActions principal="Enregistrer les montants">
        <a class="fr-link" href={paths.comite.scenario(v.cadre.id, v.id)}>
          Revenir au scénario
        </a>
      </FormActions>
    </Formulaire>
  </Cadre>
)
