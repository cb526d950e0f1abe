import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { TextArea } from '../../../ui/champs.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import type { Site } from '../../../ui/site.ts'
import { TEXTE_MAX } from '../../decisions/index.ts'
import { Cadre, type CadreSeance } from '../cadre.view.tsx'
import type { Changement } from './changements.ts'
import { Changements } from './changements.view.tsx'

export type AmenderVue = {
  cadre: CadreSeance
  version: number
  debats: readonly { id: string; rang: number; titre: string; porteur: string; decision: string; conclusion: string }[]
  /** Debates that the reader does not read, hence does not write. */
  deports: number
  remarques: string
  /** Another version came while this one was written: what it changed. */
  perimee: { depuis: number; liste: readonly Changement[] } | undefined
}
type Props = { site: Site; vue: AmenderVue; errors: FieldErrors }

/** The words of the procès-verbal that may be amended: its debates, and general remarks. */
export const AmenderPage = ({ site, vue: v, errors }: Props) => (
  <Cadre site={site} cadre={v.cadre} page="Amender le procès-verbal" erreur={Object.keys(errors).length > 0 || v.perimee !== undefined}>
    {v.perimee && (
      <>
        <Alert ton="warning" titre={`La version\u00a0${v.version} est arrivée pendant votre saisie`} reponse>
          <p>Vos textes sont gardés ci-dessous, et les siens sont repris ailleurs. Relisez l’ensemble, puis enregistrez.</p>
        </Alert>
        <Changements {...v.perimee} />
      </>
    )}
    <ErrorSummary errors={errors} />
    <p class="gt-lecture">
      Les présences, les décisions et les montants ne changent pas. Chaque modification établit une nouvelle version, que les membres
      présents signent à nouveau.
    </p>
    <Formulaire action={paths.comite.amendementProcesVerbal(v.cadre.id)} class="gt-lecture">
      <input type="hidden" name="version" value={String(v.version)} />
      {v.debats.map(d => (
        <TextArea
          name={`conclusion-${d.id}`}
          label={`${d.rang}. ${d.titre}`}
          hint={`${d.porteur}. ${d.decision}.`}
          facultatif
          rows={3}
          maxlength={TEXTE_MAX}
          value={d.conclusion}
          error={errors[`conclusion-${d.id}`]}
        />
      ))}
      {v.deports > 0 && (
        <p class="gt-sous">
          Vous êtes déporté de {v.deports}&nbsp;dossier{v.deports > 1 && 's'}&nbsp;: une autre personne en amende le débat.
        </p>
      )}
      <TextArea
        name="remarques"
        label="Remarques générales"
        facultatif
        maxlength={TEXTE_MAX}
        value={v.remarques}
        error={errors.remarques}
      />
      <FormActions principal="Établir une nouvelle version">
        <a class="fr-link" href={paths.comite.procesVerbal(v.cadre.id)}>
          Revenir au procès-verbal
        </a>
      </FormActions>
    </Formulaire>
  </Cadre>
)
