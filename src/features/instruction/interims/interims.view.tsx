import { formatJour, formatJourCourt } from '../../../lib/dates.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { Alert, Badge, EmptyState } from '../../../ui/blocs.tsx'
import { DateField, Field, type Option, Select } from '../../../ui/champs.tsx'
import { BoutonPost, ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { type Colonne, Tableau } from '../../../ui/table.tsx'
import type { SaisieInterim } from './interims.rules.ts'

export type InterimVu = {
  id: string
  remplace: string
  remplacant: string
  perimetre: string
  du: Date
  /** Last day, inside. */
  dernier: Date
  motif: string
  etat: 'en_cours' | 'a_venir' | 'fini' | 'annule'
  /** When somebody ended it before its last day. */
  finiLe?: Date | undefined
  finissable: boolean
}
export type InterimsProps = {
  site: Site
  actuels: readonly InterimVu[]
  passes: readonly InterimVu[]
  /** Who may be replaced: everyone for an administrateur; for a référent, nobody but themselves, whom the form does not ask. */
  remplacables: readonly Option[] | { moi: string }
  remplacants: readonly Option[]
  values: SaisieInterim
  errors?: FieldErrors
  fait?: string | undefined
}

/** Who stands in for whom, and when. */
export const InterimsPage = (p: InterimsProps) => {
  const errors = p.errors ?? {}
  return (
    <Page
      site={p.site}
      titre="Intérims"
      large
      erreur={Object.keys(errors).length > 0}
      ariane={[{ libelle: 'Accueil', href: paths.accueil }, { libelle: 'Dossiers', href: paths.instruction.file }, { libelle: 'Intérims' }]}
    >
      <h1 class="fr-h2">Intérims</h1>
      {p.fait && (
        <Alert ton="success" reponse petit>
          <p>{p.fait}</p>
        </Alert>
      )}
      <ErrorSummary errors={errors} />
      <p>Un intérim ouvre à un référent les dossiers d’un autre, pendant son absence et pas au-delà. Chacun agit en son propre nom.</p>
      <Tableau
        legende="En cours et à venir"
        dense
        lignes={p.actuels}
        vide={<EmptyState titre="Aucun intérim en cours ni à venir." />}
        colonnes={[...COLONNES, { titre: 'Action', cellule: i => (i.finissable ? <Fin interim={i} /> : '') }]}
      />
      {p.passes.length > 0 && <Tableau legende="Terminés" dense lignes={p.passes} colonnes={COLONNES} />}
      <Nouveau {...p} errors={errors} />
    </Page>
  )
}

const ETATS = {
  en_cours: <Badge ton="success">En cours</Badge>,
  a_venir: <Badge ton="info">À venir</Badge>,
  fini: <Badge>Terminé</Badge>,
  annule: <Badge>Terminé avant</Badge>,
}
const COLONNES: readonly Colonne<InterimVu>[] = [
  { titre: 'Personne absente', cellule: i => i.remplace },
  { titre: 'Remplacée par', cellule: i => i.remplacant },
  { titre: 'Dossiers', cellule: i => i.perimetre },
  { titre: 'Du', cellule: i => formatJourCourt(i.du) },
  { titre: 'Au (inclus)', cellule: i => formatJourCourt(i.dernier) },
  {
    titre: 'État',
    cellule: i => (
      <>
        {ETATS[i.etat]}
        {i.finiLe && <span class="gt-sous"> le {formatJour(i.finiLe)}</span>}
        {i.motif && <span class="gt-sous"> {i.motif}</span>}
      </>
    ),
  },
]

const Fin = ({ interim: i }: { interim: InterimVu }) => (
  <BoutonPost action={paths.instruction.finInterim(i.id)} class="fr-btn fr-btn--tertiary fr-btn--sm">
    {i.etat === 'en_cours' ? 'Mettre fin' : 'Annuler'}
    <span class="fr-sr-only">
      {' '}
      : {i.remplace}, par {i.remplacant}
    </span>
  </BoutonPost>
)

const Nouveau = ({ remplacables, remplacants, values, errors = {} }: InterimsProps) => (
  <section class="fr-mt-5w gt-etroit" aria-labelledby="nouveau">
    <h2 class="fr-h4" id="nouveau">
      {'moi' in remplacables ? 'Me faire remplacer' : 'Nouvel intérim'}
    </h2>
    {remplacants.length === 0 ? (
      <p>Aucun autre référent ne peut assurer un intérim.</p>
    ) : (
      <Formulaire action={paths.instruction.interims} aria-labelledby="nouveau">
        {'moi' in remplacables ? null : (
          <Select name="remplace" label="Personne absente" value={values.remplace} error={errors.remplace} options={remplacables} />
        )}
        <Select name="remplacant" label="Remplacée par" value={values.remplacant} error={errors.remplacant} options={remplacants} />
        <DateField name="du" label="Premier jour" value={values.du} error={errors.du} />
        <DateField name="au" label="Dernier jour, inclus" value={values.au} error={errors.au} />
        <Field
          name="motif"
          label="Motif"
          hint="L’administration du guichet et les deux personnes le lisent."
          facultatif
          value={values.motif}
          error={errors.motif}
          autocomplete="off"
        />
        <FormActions principal="Enregistrer l’intérim" />
      </Formulaire>
    )}
  </section>
)
