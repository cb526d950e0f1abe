import { formatNombre } from '../../../lib/euros.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { Field } from '../../../ui/champs.tsx'
import { CheckboxGroup, RadioGroup } from '../../../ui/choix.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import type { Site } from '../../../ui/site.ts'
import { Cadre, type CadreInstruction } from '../cadre-instruction.view.tsx'

type Commun = { site: Site; cadre: CadreInstruction }

const Annuler = ({ id }: { id: string }) => (
  <a class="fr-link" href={paths.instruction.dossier(id)}>
    Annuler
  </a>
)

type Affectable = { id: string; nom: string; enCharge: number }

/** Who is in charge of a dossier. `change`: somebody else was named meanwhile, and this form comes back with both. */
export const AffectationPage = ({
  site,
  cadre,
  affectables,
  choix,
  change,
  error,
}: Commun & { affectables: readonly Affectable[]; choix: string; change?: string | undefined; error?: string | undefined }) => (
  <Cadre site={site} cadre={cadre} onglet="dossier" titre="affecter" erreur={!!change || !!error}>
    <div class="gt-lecture">
      {change && (
        <Alert ton="warning" titre="Ce dossier a changé de mains entre-temps" reponse>
          <p>{change} Rien n’a changé. Confirmez votre choix, ou laissez le sien.</p>
        </Alert>
      )}
      <ErrorSummary errors={error ? { a: error } : {}} />
      <h2 class="fr-h4">Affecter le dossier</h2>
      <Formulaire action={paths.instruction.affectation(cadre.id)}>
        <input type="hidden" name="vu" value={cadre.assigne?.id ?? ''} />
        <RadioGroup
          name="a"
          label="Qui s’occupe de ce dossier"
          hint="Les personnes qui peuvent le lire. Celle que vous choisissez reçoit un courriel."
          value={choix}
          error={error}
          options={[...affectables.map(a => ({ value: a.id, label: a.nom, hint: motCharge(a, cadre) })), { value: '', label: 'Personne' }]}
        />
        <FormActions principal="Affecter" filet={false}>
          <Annuler id={cadre.id} />
        </FormActions>
      </Formulaire>
    </div>
  </Cadre>
)

const motCharge = ({ id, enCharge }: Affectable, { assigne }: CadreInstruction) =>
  [
    enCharge === 0 ? 'Aucun dossier en charge' : `${formatNombre(enCharge)}\u00a0dossier${enCharge > 1 ? 's' : ''} en charge`,
    ...(assigne?.id === id ? ['s’en occupe aujourd’hui'] : []),
  ].join(', ')

/** The free labels of a dossier: those that it has, and others to add. */
export const EtiquettesPage = ({
  site,
  cadre,
  connues,
  nouvelles = '',
  errors = {},
}: Commun & { connues: readonly string[]; nouvelles?: string; errors?: FieldErrors }) => (
  <Cadre site={site} cadre={cadre} onglet="dossier" titre="étiquettes" erreur={Object.keys(errors).length > 0}>
    <div class="gt-lecture">
      <ErrorSummary errors={errors} />
      <h2 class="fr-h4">Étiquettes du dossier</h2>
      <p>Le service les voit et peut trier la liste avec. Le porteur ne les voit jamais.</p>
      <Formulaire action={paths.instruction.etiquettes(cadre.id)}>
        {cadre.etiquettes.map(e => (
          <input type="hidden" name="vues" value={e} />
        ))}
        {cadre.etiquettes.length > 0 && (
          <CheckboxGroup
            name="gardees"
            label="Étiquettes de ce dossier"
            hint="Décochez celles qui ne conviennent plus."
            values={cadre.etiquettes}
            options={cadre.etiquettes.map(e => ({ value: e, label: e }))}
            facultatif
          />
        )}
        <Field
          name="nouvelles"
          label="Ajouter des étiquettes"
          hint={
            connues.length > 0 ? `Séparées par des virgules. Déjà utilisées\u00a0: ${connues.join(', ')}.` : 'Séparées par des virgules.'
          }
          value={nouvelles}
          error={errors.nouvelles}
          facultatif
          autocomplete="off"
        />
        <FormActions principal="Enregistrer" filet={false}>
          <Annuler id={cadre.id} />
        </FormActions>
      </Formulaire>
    </div>
  </Cadre>
)
