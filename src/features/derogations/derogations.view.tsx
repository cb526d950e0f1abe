import { paths } from '../../paths.ts'
import { Alert, Badge, EmptyState } from '../../ui/blocs.tsx'
import { DateField, Field, Select, TextArea } from '../../ui/champs.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../ui/form.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Tableau } from '../../ui/table.tsx'
import { Echeance, Time } from '../../ui/texte.tsx'
import type { DerogationAccordee, DossierTrouve } from './derogations.queries.ts'

type ListeProps = {
  site: Site
  instant: Date
  appels: readonly { slug: string; titre: string }[]
  recherche: { q: string; appel: string }
  /** Absent before a search. */
  trouves: readonly DossierTrouve[] | undefined
  max: { trouves: number; accordees: number }
  accordees: readonly DerogationAccordee[]
  faite: boolean
}

/** Later closings granted to one dossier each: find the dossier, then those granted so far. */
export const DerogationsPage = (p: ListeProps) => (
  <Page site={p.site} titre="Dérogations" large ariane={[{ libelle: 'Accueil', href: paths.accueil }, { libelle: 'Dérogations' }]}>
    <h1 class="fr-h2">Dérogations</h1>
    <p class="fr-text--lead">Permettre à un dossier d’être déposé après la clôture.</p>
    {p.faite && (
      <Alert ton="success" petit reponse>
        <p>La dérogation est accordée. La structure reçoit un courriel.</p>
      </Alert>
    )}
    <section aria-labelledby="chercher" class="fr-mt-4w">
      <h2 class="fr-h4" id="chercher">
        Trouver le dossier
      </h2>
      <Formulaire action={paths.administration.derogations} method="get">
        <Field name="q" label="Numéro du dossier ou nom de la structure" value={p.recherche.q} autocomplete="off" />
        {p.appels.length > 1 && (
          <Select
            name="appel"
            label="Appel"
            facultatif
            vide="Tous les appels"
            value={p.recherche.appel}
            options={p.appels.map(a => ({ value: a.slug, label: a.titre }))}
          />
        )}
        <FormActions principal="Chercher" filet={false} />
      </Formulaire>
      {p.trouves && <Trouves trouves={p.trouves} max={p.max.trouves} />}
    </section>
    <section aria-labelledby="accordees" class="fr-mt-5w">
      <h2 class="fr-h4" id="accordees">
        Dérogations accordées : {p.accordees.length < p.max.accordees ? p.accordees.length : `les ${p.max.accordees} dernières`}
      </h2>
      <Accordees {...p} />
    </section>
  </Page>
)

const Trouves = ({ trouves, max }: { trouves: readonly DossierTrouve[]; max: number }) => (
  <div class="fr-mt-3w" role="status">
    {trouves.length === max && <p>Les {max} premiers dossiers trouvés. Précisez la recherche si le vôtre n’y est pas.</p>}
    <Tableau
      legende="Dossiers trouvés, qui peuvent encore être déposés"
      lignes={trouves}
      vide={
        <EmptyState titre="Aucun dossier trouvé.">
          Une dérogation va à un brouillon, ou à un dossier rouvert qui n’a pas été déposé à nouveau. Vérifiez le numéro.
        </EmptyState>
      }
      colonnes={[
        { titre: 'Dossier', cellule: t => t.numero },
        { titre: 'Structure', cellule: t => t.structure },
        { titre: 'Appel', cellule: t => t.appel },
        { titre: 'État', cellule: t => <Badge>{t.rouvert ? 'Déposé, rouvert' : 'Brouillon'}</Badge> },
        {
          titre: 'Dérogation',
          cellule: t => (
            <a href={paths.administration.derogation(t.id)}>
              Accorder<span class="fr-sr-only"> une dérogation au dossier {t.numero}</span>
            </a>
          ),
        },
      ]}
    />
  </div>
)

const ETATS: Record<string, string> = { brouillon: 'Pas encore déposé', abandonne: 'Abandonné', retire: 'Retiré' }
const Accordees = ({ accordees, instant }: Pick<ListeProps, 'accordees' | 'instant'>) => (
  <Tableau
    legende="Dérogations accordées, la dernière d’abord"
    legendeCachee
    lignes={accordees}
    vide={<EmptyState titre="Aucune dérogation.">Chaque dérogation accordée figure ici, avec son motif.</EmptyState>}
    colonnes={[
      { titre: 'Dossier', cellule: d => d.numero },
      { titre: 'Structure', cellule: d => d.structure },
      {
        titre: 'Jusqu’au',
        cellule: d => (
          <>
            <Echeance instant={d.jusquAu} /> {d.jusquAu < instant && <Badge>Passée</Badge>}
          </>
        ),
      },
      { titre: 'Motif', cellule: d => d.motif },
      {
        titre: 'Accordée',
        cellule: d => (
          <>
            le <Time instant={d.accordeeLe} />
            {d.accordeePar && `, par ${d.accordeePar}`}
          </>
        ),
      },
      { titre: 'Dépôt', cellule: d => ETATS[d.etat] ?? (d.rouvert ? 'Rouvert, pas déposé à nouveau' : 'Déposé') },
    ]}
  />
)

export type DerogationProps = {
  site: Site
  dossier: {
    id: string
    numero: string
    structure: string
    appel: string
    cloture: Date | undefined
    derogation?: { jusquAu: Date; motif: string } | undefined
  }
  values?: Readonly<Record<string, string>>
  errors?: Record<string, string>
}

/** One dossier: until when, and why. */
export const DerogationPage = ({ site, dossier: d, values = {}, errors = {} }: DerogationProps) => (
  <Page
    site={site}
    titre={`Dérogation pour le dossier ${d.numero}`}
    large
    erreur={Object.keys(errors).length > 0}
    ariane={[{ libelle: 'Dérogations', href: paths.administration.derogations }, { libelle: d.numero }]}
  >
    <div class="gt-lecture">
      <ErrorSummary errors={errors} />
      <h1 class="fr-h2">Dérogation pour le dossier {d.numero}</h1>
      <p class="fr-text--lead">
        {d.structure}, {d.appel}
      </p>
      <p>
        {d.cloture ? (
          <>
            L’appel clôt le <Echeance instant={d.cloture} secondes />, heure de Paris.
          </>
        ) : (
          'L’appel n’a pas de clôture\u00a0: ce dossier peut être déposé quand il est prêt.'
        )}{' '}
        {d.derogation && (
          <>
            Une dérogation court déjà jusqu’au <Echeance instant={d.derogation.jusquAu} />
            &nbsp;: celle-ci la remplace.
          </>
        )}
      </p>
      <Formulaire action={paths.administration.derogation(d.id)}>
        <DateField name="jour" label="Dernier jour pour déposer" value={values.jour} error={errors.jour} />
        <Field
          name="heure"
          label="Heure, à Paris"
          hint="Par exemple 23:59"
          court
          value={values.heure}
          error={errors.heure}
          autocomplete="off"
        />
        <TextArea
          name="motif"
          label="Motif"
          hint="La structure le lit dans son courriel. Il est gardé au journal."
          value={values.motif}
          error={errors.motif}
        />
        <FormActions principal="Accorder la dérogation" filet={false}>
          <a class="fr-link" href={paths.administration.derogations}>
            Annuler
          </a>
        </FormActions>
      </Formulaire>
    </div>
  </Page>
)
