import type { FieldErrors } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { Field } from '../../ui/champs.tsx'
import { CheckboxGroup, RadioGroup } from '../../ui/choix.tsx'
import { NomStructure } from '../../ui/declaree.tsx'
import { BoutonPost, ErrorSummary, FormActions, Formulaire } from '../../ui/form.tsx'
import type { Site } from '../../ui/site.ts'
import { ChampStructure } from '../../ui/structure.tsx'
import { Cadre, type Tete } from '../cadre/index.ts'
import type { Etape } from '../cahier/index.ts'
import type { Avancement } from '../examen/index.ts'
import { type Difference, Differences } from '../versions/index.ts'
import { Historique } from './historique.view.tsx'
import type { PartenaireVu } from './partenaires.donnees.ts'
import type { ValidationPassee } from './validations.queries.ts'

export type SaisiePartenaire = { role: string; contact: string; etapes: readonly string[] }
export type SaisieAssociation = SaisiePartenaire & { q: string; structure: string; courriel: string }
/** `id`: a structure's, or the SIREN of a line of the directory. */
type Trouvee = { id: string; nom: string; detail: string; declaree: boolean }
type Commun = {
  site: Site
  tete: Tete
  etapes: readonly Avancement[]
  /** The step that holds the partners: where « Annuler » leads. */
  retour: string
  ouvrables: readonly Etape[]
  errors?: FieldErrors
}

/** What is asked of any partner, new or known. */
const ChampsPartenaire = ({ ouvrables, values, errors = {} }: Pick<Commun, 'ouvrables' | 'errors'> & { values: SaisiePartenaire }) => (
  <>
    <Field
      name="role"
      label="Son rôle dans le projet"
      hint={'Par exemple\u00a0: commune pilote, accueil des familles'}
      value={values.role}
      error={errors.role}
      autocomplete="off"
    />
    <Field
      name="contact"
      label="Votre contact dans cette structure"
      hint="Un service ou une fonction, et comment le joindre"
      value={values.contact}
      error={errors.contact}
      facultatif
      autocomplete="off"
    />
    <CheckboxGroup
      name="etapes"
      id="etapes-ouvertes"
      label="Étapes qu’elle peut remplir avec vous"
      hint="Elle lit tout le dossier. Elle ne modifie que les étapes cochées, et ne peut pas le déposer."
      options={ouvrables.map(e => ({ value: e.code, label: e.titre }))}
      values={values.etapes}
      facultatif
    />
  </>
)

/** Another structure of the project: found in the referential, or invited by mail. Without script the search comes back with its results. */
export const AssociationPage = (p: Commun & { values: SaisieAssociation; trouvees?: readonly Trouvee[] | undefined }) => (
  <Cadre site={p.site} tete={p.tete} titre="Associer une structure" etapes={p.etapes} erreur={Object.keys(p.errors ?? {}).length > 0}>
    <div class="gt-lecture">
      <ErrorSummary errors={p.errors ?? {}} />
      <h1 class="fr-h2">Associer une structure</h1>
      <p>Choisissez la structure par son nom, ou indiquez un courriel&nbsp;: la personne dira au nom de qui elle répond.</p>
      <Formulaire action={paths.dossiers.partenaires(p.tete.id)}>
        {p.trouvees ? <Trouvees {...p} trouvees={p.trouvees} /> : <Recherche {...p} />}
        <Field
          name="courriel"
          label="Un courriel de cette structure"
          hint="Nécessaire si personne de cette structure n’a encore de compte ici. Nous y envoyons l’invitation."
          type="email"
          autocomplete="off"
          spellcheck={false}
          value={p.values.courriel}
          error={p.errors?.courriel}
          facultatif
        />
        <ChampsPartenaire {...p} />
        <FormActions principal="Associer la structure">
          <a class="fr-link" href={p.retour}>
            Annuler
          </a>
        </FormActions>
      </Formulaire>
    </div>
  </Cadre>
)

const Recherche = ({ values, errors = {} }: Pick<Commun, 'errors'> & { values: SaisieAssociation }) => (
  <ChampStructure
    name="structure"
    id="q"
    label="Nom, SIREN, RNA ou code INSEE de la structure"
    hint={'Par exemple «\u00a0Porto-Vecchio\u00a0», «\u00a0212 002 471\u00a0» ou «\u00a02A247\u00a0»'}
    saisie={values.q}
    value={values.structure}
    error={errors.q}
    facultatif
  />
)

const Trouvees = ({ values, errors = {}, trouvees, tete }: Commun & { values: SaisieAssociation; trouvees: readonly Trouvee[] }) => (
  <>
    <input type="hidden" name="q" value={values.q} />
    <input type="hidden" name="choix" value="oui" />
    <RadioGroup
      name="structure"
      label={`Quelle structure\u00a0? Recherche\u00a0: «\u00a0${values.q}\u00a0»`}
      value={values.structure}
      error={errors.structure}
      options={trouvees.map(s => ({ value: s.id, label: <NomStructure nom={s.nom} declaree={s.declaree} />, hint: s.detail }))}
    />
    <p>
      <a href={paths.dossiers.partenaires(tete.id)}>Chercher une autre structure</a>
    </p>
  </>
)

/** One partner: its role, its steps, and the way out of the project. */
export const PartenairePage = (
  p: Commun & {
    partenaire: PartenaireVu
    values: SaisiePartenaire
    differences: readonly Difference[]
    historique: readonly ValidationPassee[]
  },
) => (
  <Cadre site={p.site} tete={p.tete} titre={p.partenaire.nom} etapes={p.etapes} erreur={Object.keys(p.errors ?? {}).length > 0}>
    <div class="gt-lecture">
      <ErrorSummary errors={p.errors ?? {}} />
      <h1 class="fr-h2 fr-mb-1v">{p.partenaire.nom}</h1>
      {p.partenaire.detail && <p class="gt-source">{p.partenaire.detail}</p>}
      <Formulaire action={paths.dossiers.partenaire(p.tete.id, p.partenaire.id)}>
        <ChampsPartenaire {...p} />
        <FormActions principal="Enregistrer">
          <a class="fr-link" href={p.retour}>
            Annuler
          </a>
        </FormActions>
      </Formulaire>
      {p.differences.length > 0 && (
        <section class="fr-mt-6w" aria-labelledby="change">
          <h2 class="fr-h4 fr-mb-1v" id="change">
            Ce qui a changé depuis sa validation
          </h2>
          <Differences differences={p.differences} legende="Chaque changement, avant et maintenant" />
        </section>
      )}
      <Historique historique={p.historique} />
      <section class="fr-mt-6w" aria-labelledby="retirer">
        <h2 class="fr-h5" id="retirer">
          Retirer cette structure du projet
        </h2>
        <p>Elle ne voit plus le dossier aussitôt. Ce qu’elle a rempli reste.</p>
        <BoutonPost action={paths.dossiers.retraitPartenaire(p.tete.id, p.partenaire.id)}>
          Retirer du projet<span class="fr-sr-only"> : {p.partenaire.nom}</span>
        </BoutonPost>
      </section>
    </div>
  </Cadre>
)
