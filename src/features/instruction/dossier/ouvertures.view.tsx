import type { FieldErrors } from '../../../lib/forms.ts'
import { de } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Field } from '../../../ui/champs.tsx'
import { RadioGroup } from '../../../ui/choix.tsx'
import { BoutonPost, ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import type { Site } from '../../../ui/site.ts'
import { Cadre, type CadreInstruction } from '../cadre-instruction.view.tsx'

type Personne = { id: string; nom: string }
type Props = {
  site: Site
  cadre: CadreInstruction
  /** Instructeurs who do not read the dossier by their own role. */
  ouvrables: readonly Personne[]
  ouverts: readonly Personne[]
  values?: { compte: string; raison: string }
  errors?: FieldErrors
}

/** To whom a dossier is given outside its perimeter. */
export const OuverturesPage = ({ site, cadre, ouvrables, ouverts, values = { compte: '', raison: '' }, errors = {} }: Props) => (
  <Cadre site={site} cadre={cadre} onglet="dossier" titre="ouvrir à un autre référent" erreur={Object.keys(errors).length > 0}>
    <div class="gt-lecture">
      <ErrorSummary errors={errors} />
      <h2 class="fr-h4">Ouvrir à un autre référent</h2>
      <p>Cette personne pourra lire ce dossier et l’instruire. Elle ne décide pas de sa suite.</p>
      {ouverts.map(o => (
        <div class="gt-suite__etat fr-mb-1w">
          <span>Ouvert à {o.nom}</span>
          <BoutonPost action={paths.instruction.retraitOuverture(cadre.id, o.id)} class="fr-btn fr-btn--tertiary fr-btn--sm">
            Retirer<span class="fr-sr-only"> l’accès {de(o.nom)}</span>
          </BoutonPost>
        </div>
      ))}
      {ouvrables.length === 0 ? (
        <p>Toutes les personnes qui instruisent peuvent déjà lire ce dossier.</p>
      ) : (
        <Formulaire action={paths.instruction.ouvertures(cadre.id)}>
          <RadioGroup
            name="compte"
            label="À qui"
            value={values.compte}
            error={errors.compte}
            options={ouvrables.map(o => ({ value: o.id, label: o.nom }))}
          />
          <Field
            name="raison"
            label="Pourquoi"
            hint="La personne reçoit cette phrase par courriel."
            value={values.raison}
            error={errors.raison}
            autocomplete="off"
          />
          <FormActions principal="Ouvrir le dossier" filet={false} />
        </Formulaire>
      )}
    </div>
  </Cadre>
)
