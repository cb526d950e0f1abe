import { formatDateCivile } from '../../../lib/dates.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { TextArea } from '../../../ui/champs.tsx'
import { CheckboxGroup } from '../../../ui/choix.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import type { Site } from '../../../ui/site.ts'
import { motVerdict } from '../../../ui/verdicts.tsx'
import { type RegleInstruite, retenu } from '../../constats/index.ts'
import { Cadre, type CadreInstruction } from '../../instruction/index.ts'

type Commun = { site: Site; cadre: CadreInstruction; saisie?: Saisie | undefined; errors?: FieldErrors }
/** What was typed. */
export type Saisie = { regles: readonly string[]; raison: string }

const Retour = ({ id }: { id: string }) => (
  <a class="fr-link" href={paths.instruction.dossier(id)}>
    Revenir au dossier
  </a>
)

/** Before a dossier is declared irrecevable: the rules that are not respected or not settled, and why. */
export const IrrecevablePage = ({ site, cadre, regles, saisie, errors = {} }: Commun & { regles: readonly RegleInstruite[] }) => (
  <Cadre site={site} cadre={cadre} onglet="dossier" titre="déclarer irrecevable" erreur={Object.keys(errors).length > 0}>
    <div class="gt-lecture">
      <ErrorSummary errors={errors} />
      <h2 class="fr-h4">Déclarer irrecevable</h2>
      <Silence cadre={cadre} />
      {regles.length === 0 ? (
        <Alert titre="Aucune règle n’est en cause" niveau={3}>
          <p>
            Toutes les règles sont respectées ou sans objet. Jugez d’abord la règle qui ne l’est pas, <Retour id={cadre.id} />.
          </p>
        </Alert>
      ) : (
        <Decision cadre={cadre} regles={regles} saisie={saisie} errors={errors} />
      )}
    </div>
  </Cadre>
)

const Decision = ({
  cadre,
  regles,
  saisie,
  errors,
}: { regles: readonly RegleInstruite[]; errors: FieldErrors } & Pick<Commun, 'cadre' | 'saisie'>) => (
  <>
    <p>
      Le dossier ne sera pas examiné. Chaque membre de la structure reçoit un courriel, et lit la lettre avec les voies de recours. Vous
      pourrez revenir en instruction.
    </p>
    <Formulaire action={paths.instruction.irrecevabilite(cadre.id)}>
      <CheckboxGroup
        name="regles"
        label="Règles en cause"
        hint="Seules celles qui ne sont ni respectées ni sans objet. La lettre les cite."
        values={saisie?.regles ?? regles.filter(r => retenu(r) === 'non_respectee').map(r => r.regle)}
        error={errors.regles}
        options={regles.map(r => ({ value: r.regle, label: r.titre, hint: direRegle(r) }))}
      />
      <TextArea
        name="raison"
        label="Raison"
        hint="La structure la lit dans son espace, dans la lettre et dans le courriel."
        rows={6}
        value={saisie?.raison}
        error={errors.raison}
      />
      <FormActions principal="Déclarer irrecevable" filet={false}>
        <Retour id={cadre.id} />
      </FormActions>
    </Formulaire>
  </>
)

/** « Non respectée. La structure n’est pas un porteur admis. C2.1 ». */
const direRegle = (r: RegleInstruite) =>
  [`${motVerdict(retenu(r))}.`, r.humains[0]?.resultat ? r.humains[0].motif : r.phrase, r.clauses.join(', ')].filter(Boolean).join(' ')

const Silence = ({ cadre: { recevabilite } }: Pick<Commun, 'cadre'>) =>
  recevabilite && recevabilite.reste < 0 ? (
    <Alert ton="warning" titre="Le délai est passé" niveau={3}>
      <p>
        Le délai a pris fin le {formatDateCivile(recevabilite.echeance)}&nbsp;: sans réponse, le dossier est réputé recevable. Dites dans la
        raison pourquoi vous revenez sur ce silence.
      </p>
    </Alert>
  ) : null

/** Before a decision of irrecevabilité is taken back: why. */
export const AnnulationPage = ({ site, cadre, saisie, errors = {} }: Commun) => (
  <Cadre site={site} cadre={cadre} onglet="dossier" titre="revenir en instruction" erreur={Object.keys(errors).length > 0}>
    <div class="gt-lecture">
      <ErrorSummary errors={errors} />
      <h2 class="fr-h4">Revenir en instruction</h2>
      <p>La décision d’irrecevabilité est annulée. Elle reste dans l’historique, avec votre raison.</p>
      <Formulaire action={paths.instruction.annulationIrrecevabilite(cadre.id)}>
        <TextArea
          name="raison"
          label="Raison"
          hint="Chaque membre de la structure la reçoit par courriel."
          rows={3}
          value={saisie?.raison}
          error={errors.raison}
        />
        <FormActions principal="Revenir en instruction" filet={false}>
          <Retour id={cadre.id} />
        </FormActions>
      </Formulaire>
    </div>
  </Cadre>
)
