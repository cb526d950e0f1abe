import type { Child } from 'hono/jsx'
import { formatEuros } from '../../../lib/euros.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { Alert, Chiffres } from '../../../ui/blocs.tsx'
import { Field } from '../../../ui/champs.tsx'
import { NomStructure } from '../../../ui/declaree.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import type { Site } from '../../../ui/site.ts'
import { Cadre, type CadreSeance } from '../cadre.view.tsx'
import { NOM_MAX } from './scenario.form.ts'

export type MontantsVue = {
  cadre: CadreSeance
  id: string
  nom: string
  revision: number
  enveloppe: number
  accorde: number
  dossiers: readonly DossierMontants[]
}
/** One field a dossier, or one a lot. `taux`: what the saved amount is of the demand. */
export type ChampMontant = { champ: string; libelle: string; demande: number; saisie: string; taux: string | undefined }
export type DossierMontants = {
  porteur: string
  declaree: boolean
  titre: string
  note: string
  demande: number
  plancher: number
  lots: boolean
  champs: readonly ChampMontant[]
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
        {v.dossiers.map(d =>
          d.lots ? (
            <fieldset class="gt-scenario__lots">
              <legend>
                <NomStructure nom={d.porteur} declaree={d.declaree} />
                <span class="fr-hint-text">{dossierDit(d)}</span>
              </legend>
              {d.champs.map(c => (
                <Montant c={c} label={c.libelle} hint={`Demande ${formatEuros(c.demande)}`} error={errors[c.champ]} />
              ))}
            </fieldset>
          ) : (
            d.champs.map(c => (
              <Montant c={c} label={<NomStructure nom={d.porteur} declaree={d.declaree} />} hint={dossierDit(d)} error={errors[c.champ]} />
            ))
          ),
        )}
      </div>
      <FormActions principal="Enregistrer les montants">
        <a class="fr-link" href={paths.comite.scenario(v.cadre.id, v.id)}>
          Revenir au scénario
        </a>
      </FormActions>
    </Formulaire>
  </Cadre>
)

const dossierDit = (d: DossierMontants) =>
  `${d.titre} · note ${d.note} · demande ${formatEuros(d.demande)}${d.plancher < d.demande ? `, plancher ${formatEuros(d.plancher)}` : ', tout ou rien'}`

/** An amount or a rate; what it is in the other unit stands under it, and follows what is typed. */
const Montant = ({ c, label, hint, error }: { c: ChampMontant; label: Child; hint: string; error: string | undefined }) => (
  <div class="gt-scenario__montant" data-controller="montant" data-montant-demande-value={c.demande}>
    <Field name={c.champ} label={label} hint={hint} court autocomplete="off" value={c.saisie} error={error} />
    <output class="gt-sous" for={c.champ} data-montant-target="autre">
      {c.taux}
    </output>
  </div>
)
