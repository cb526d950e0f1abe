import type { Child } from 'hono/jsx'
import type { FieldErrors } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { Alert, Badge } from '../../ui/blocs.tsx'
import { Field, TextArea } from '../../ui/champs.tsx'
import { Checkbox } from '../../ui/choix.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../ui/form.tsx'
import { Clause } from '../../ui/liens.tsx'
import { MontrerLesClauses } from '../../ui/machines.tsx'
import type { Site } from '../../ui/site.ts'
import { Echeance } from '../../ui/texte.tsx'
import { TitreAction } from '../../ui/titres.tsx'
import { Cadre, type Tete } from '../cadre/index.ts'
import type { Avancement } from '../examen/index.ts'
import { type Difference, Differences } from '../versions/index.ts'
import { Decliner, type SaisieRefus } from './decliner.view.tsx'
import { Historique } from './historique.view.tsx'
import type { PartenaireVu } from './partenaires.donnees.ts'
import { ETATS_VALIDATION } from './tableau.view.tsx'
import type { ValidationPassee } from './validations.queries.ts'

export type SaisieValidation = { fonction: string; moyens: string; engagement: boolean }
export type ValidationProps = {
  site: Site
  tete: Tete
  /** Absent while the dossier is answered to the service: its steps are not all open. */
  etapes: readonly Avancement[] | undefined
  porteur: string
  partenaire: PartenaireVu
  /** Other structures that the same person speaks for in this project. */
  autres: readonly PartenaireVu[]
  /** Name of the account: who validates. */
  nom: string
  cloture: Date | undefined
  /** Filed already: what is validated again is what answers the service. */
  complements: boolean
  /** Absent once the project can't be validated any more. */
  empreinte: string | undefined
  differences: readonly Difference[]
  historique: readonly ValidationPassee[]
  clauses: readonly string[]
  relecture: Child
  values: SaisieValidation
  errors?: FieldErrors
  avis?: string | undefined
  /** Leaving the project was refused: what was typed, and what is wrong. */
  refus?: SaisieRefus
  fait?: boolean
}

/** What a partner structure reads and validates in its own name (C2.7). */
export const ValidationPage = (p: ValidationProps) => (
  <Cadre
    site={p.site}
    tete={p.tete}
    titre="Valider le projet"
    etapes={p.etapes}
    erreur={Object.keys(erreursDe(p)).length > 0}
    skip={p.empreinte ? [{ libelle: 'Valider', href: '#valider' }] : []}
  >
    <ErrorSummary errors={erreursDe(p)} />
    {p.avis && (
      <Alert ton="warning" petit reponse>
        <p>{p.avis}</p>
      </Alert>
    )}
    {p.fait && (
      <Alert ton="success" petit reponse>
        <p>{p.partenaire.nom} a validé le projet. Si le porteur le modifie, nous vous montrerons ce qui a changé.</p>
      </Alert>
    )}
    <TitreAction titre="Valider le projet">
      <Badge ton={ETATS_VALIDATION[p.partenaire.etat].ton}>{ETATS_VALIDATION[p.partenaire.etat].mot}</Badge>
    </TitreAction>
    <Demande {...p} />
    <Autres {...p} />
    {p.differences.length > 0 && (
      <section aria-labelledby="change" class="fr-mt-4w">
        <h2 class="fr-h4 fr-mb-1v" id="change">
          Ce qui a changé depuis votre validation
        </h2>
        <Differences differences={p.differences} legende="Chaque changement, avant et maintenant" />
      </section>
    )}
    <section aria-labelledby="relecture" class="fr-mt-5w">
      <h2 class="fr-h4 fr-mb-0" id="relecture">
        Le projet, tel qu’il sera déposé
      </h2>
      {p.relecture}
    </section>
    {p.empreinte && (
      <>
        <Valider {...p} empreinte={p.empreinte} />
        {!p.complements && <Decliner id={p.tete.id} partenaire={p.partenaire} porteur={p.porteur} motif="" {...p.refus} />}
      </>
    )}
    <Historique historique={p.historique} />
  </Cadre>
)

const erreursDe = ({ errors, refus }: ValidationProps): FieldErrors => (refus?.erreur ? { motif: refus.erreur } : (errors ?? {}))

/** What is asked, of whom, until when. */
const Demande = ({ porteur, partenaire, cloture, empreinte, complements }: ValidationProps) => (
  <>
    <p class="fr-text--lead fr-mb-2w">
      {porteur} porte ce projet et vous y associe, pour <b>{partenaire.nom}</b>.
    </p>
    {partenaire.role && <p>Le rôle prévu pour votre structure : {partenaire.role}.</p>}
    {partenaire.etapes.length > 0 && <p>Vous pouvez remplir ces étapes : {partenaire.etapes.join(', ')}.</p>}
    {empreinte && complements ? (
      <p>
        Le dossier est déposé. {porteur} complète ce que le service demande,{' '}
        {cloture && (
          <>
            attendu jusqu’au <Echeance instant={cloture} />.{' '}
          </>
        )}
        Le service verra si votre validation manque.
      </p>
    ) : empreinte ? (
      <p>
        Sans votre validation, le dossier ne peut pas être déposé.
        {cloture && (
          <>
            {' '}
            Le dépôt ferme le <Echeance instant={cloture} />.
          </>
        )}
      </p>
    ) : (
      <p>Le dossier ne change plus : il n’y a plus rien à valider.</p>
    )}
  </>
)

const Autres = ({ autres, tete }: ValidationProps) =>
  autres.length === 0 ? null : (
    <p>
      Vous parlez aussi pour{' '}
      {autres.map((a, i) => (
        <>
          {i > 0 && ', '}
          <a href={`${paths.dossiers.validation(tete.id)}?partenaire=${a.id}`}>{a.nom}</a> ({ETATS_VALIDATION[a.etat].mot.toLowerCase()})
        </>
      ))}
      .
    </p>
  )

const Valider = ({ tete, partenaire, nom, empreinte, clauses, values, errors = {} }: ValidationProps & { empreinte: string }) => (
  <section aria-labelledby="valider" class="fr-mt-6w gt-lecture">
    <h2 class="fr-h4" id="valider">
      Valider pour {partenaire.nom}
    </h2>
    <Formulaire action={paths.dossiers.validation(tete.id)} aria-labelledby="valider">
      <input type="hidden" name="partenaire" value={partenaire.id} />
      <input type="hidden" name="empreinte" value={empreinte} />
      <p>
        Vous validez sous le nom de <b>{nom}</b>. <a href={paths.compte.voir}>Modifier votre nom</a>
      </p>
      <Field
        name="fonction"
        label="Votre fonction"
        hint="Par exemple maire, direction générale des services"
        autocomplete="organization-title"
        value={values.fonction}
        error={errors.fonction}
      />
      <TextArea
        name="moyens"
        label="Ce que votre structure apporte"
        hint="Les compétences et les moyens : qui, combien de temps, avec quel matériel ou quel budget"
        maxlength={2000}
        value={values.moyens}
        error={errors.moyens}
      />
      <Checkbox
        name="engagement"
        label={`${partenaire.nom} valide le projet présenté. Elle participe à sa définition, à sa mise en œuvre et à son évaluation, avec les moyens décrits ci-dessus.`}
        checked={values.engagement}
        error={errors.engagement}
      />
      {clauses.length > 0 && (
        <p class="gt-sur fr-mb-0">{clauses.map(c => [<Clause texte={c} href={paths.appels.clause(tete.appel.slug, c)} />, ' '])}</p>
      )}
      <FormActions principal="Valider le projet" />
    </Formulaire>
    {clauses.length > 0 && <MontrerLesClauses href={paths.appels.clauses(tete.appel.slug)} />}
  </section>
)
