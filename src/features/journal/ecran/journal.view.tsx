import { formatHeure, formatJour, formatJourCourt, heureCourte } from '../../../lib/dates.ts'
import { formatNombre } from '../../../lib/euros.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Alert, EmptyState } from '../../../ui/blocs.tsx'
import { Field, Select } from '../../../ui/champs.tsx'
import { Formulaire } from '../../../ui/form.tsx'
import { Onglets, Pagination } from '../../../ui/liens.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { FORMATS_FEUILLE } from '../../tableur/index.ts'
import { FAMILLES } from '../noms.ts'
import type { Preuve } from '../preuve/preuve.queries.ts'
import { PreuveVue } from './preuve.view.tsx'
import { ecrireRecherche, estVide, LE_GUICHET, type Recherche } from './recherche.form.ts'

/** One line: its object and its sentence are made already. `qui`: whose acts the name looks for. */
export type LigneJournal = {
  rang: number
  instant: Date
  qui: { nom: string; cherche: string }
  acte: string
  phrase: string
  objet: { nom: string; sous?: string | undefined; href?: string | undefined } | undefined
  empreinte: string
}
export type JournalProps = {
  site: Site
  preuve: Preuve
  recherche: Recherche
  personnes: readonly { id: string; nom: string }[]
  lignes: readonly LigneJournal[]
  /** How many answer, `max` and one at most. */
  nombre: { n: number; max: number }
  avant: number | undefined
  suite: number | undefined
  /** Whether the reader may see who read what. */
  passages: boolean
  refus?: string | undefined
  fait?: string | undefined
}

/** What was done in the guichet: searched, proven, taken away. */
export const JournalPage = (p: JournalProps) => (
  <Page site={p.site} titre="Journal" large erreur={p.refus !== undefined} skip={[{ libelle: 'Actes', href: '#actes' }]}>
    <div class="gt-journal-titre">
      <div>
        <h1>Journal</h1>
        <p class="gt-sous">Qui a fait quoi, quand, sur quel dossier. Rien ne s’y efface.</p>
      </div>
      <Emporter {...p} />
    </div>
    {p.refus && <Alert ton="error">{p.refus}</Alert>}
    {p.fait && <Alert ton="success">{p.fait}</Alert>}
    <PreuveVue preuve={p.preuve} />
    {p.passages && <OngletsJournal courant="actes" />}
    <Chercher {...p} />
    <section id="actes" tabindex={-1} aria-label="Actes">
      <p class="gt-journal-nombre">{dire(p)}</p>
      <Actes {...p} />
    </section>
    {(p.suite || p.avant) && (
      <Pagination
        nom="Pages du journal"
        position={`Actes ${formatNombre(p.lignes[0]?.rang ?? 0)} à ${formatNombre(p.lignes.at(-1)?.rang ?? 0)}, du plus récent au plus ancien`}
        debut={p.avant ? paths.administration.journal + ecrireRecherche(p.recherche) : undefined}
        suivants={p.suite ? paths.administration.journal + ecrireRecherche(p.recherche, { avant: String(p.suite) }) : undefined}
      />
    )}
  </Page>
)

export const OngletsJournal = ({ courant }: { courant: 'actes' | 'passages' }) => (
  <Onglets
    nom="Parties du journal"
    onglets={[
      { libelle: 'Actes', href: paths.administration.journal, courant: courant === 'actes' },
      { libelle: 'Lectures et connexions', href: paths.administration.passages, courant: courant === 'passages' },
    ]}
  />
)

function dire({ recherche, nombre: { n, max }, preuve }: JournalProps) {
  const tous = formatNombre(preuve.tete?.rang ?? 0)
  if (estVide(recherche)) return <strong>{pluriel(preuve.tete?.rang ?? 0, 'acte')}</strong>
  return (
    <>
      <strong>{n > max ? `Plus de ${formatNombre(max)}\u00a0actes` : pluriel(n, 'acte')}</strong>, sur {tous}.{' '}
      <a href={paths.administration.journal}>Tout le journal</a>
    </>
  )
}

const Emporter = ({ recherche: r, lignes }: JournalProps) =>
  lignes.length === 0 ? null : (
    <form
      method="post"
      action={paths.administration.journalFichier}
      data-turbo="false"
      class="gt-journal-emporter"
      aria-label="Emporter ces actes"
    >
      <span>Emporter ces actes&nbsp;:</span>
      {Object.entries({ q: r.q, qui: r.qui, acte: r.acte, du: r.du && formatCivile(r.du), au: r.au && formatCivile(r.au) }).map(([n, v]) =>
        v ? <input type="hidden" name={n} value={v} /> : null,
      )}
      {FORMATS_FEUILLE.map(f => (
        <button class="fr-btn fr-btn--tertiary-no-outline fr-btn--sm" type="submit" name="format" value={f}>
          {f.toUpperCase()}
        </button>
      ))}
    </form>
  )
const formatCivile = (d: string) => d.split('-').reverse().join('/')

const Chercher = ({ recherche: r, personnes }: JournalProps) => (
  <Formulaire action={paths.administration.journal} method="get" class="gt-journal-chercher" aria-label="Chercher dans le journal">
    <Field name="q" label="Chercher" hint="numéro de dossier, porteur ou rang" value={r.q} maxlength={100} />
    <Select
      name="qui"
      label="Qui"
      vide={null}
      value={r.qui}
      options={[
        { value: '', label: 'Tout le monde' },
        { value: LE_GUICHET, label: 'Le guichet, de lui-même' },
        ...personnes.map(p => ({ value: p.id, label: p.nom })),
      ]}
    />
    <Select
      name="acte"
      label="Acte"
      vide={null}
      value={r.acte}
      options={[{ value: '', label: 'Tous' }, ...FAMILLES.map(f => ({ value: f.code, label: f.libelle }))]}
    />
    <Field name="du" label="Du" court value={r.illisibles.du ?? (r.du && formatCivile(r.du))} error={r.illisibles.du && DATE} />
    <Field name="au" label="Au" court value={r.illisibles.au ?? (r.au && formatCivile(r.au))} error={r.illisibles.au && DATE} />
    <button class="fr-btn fr-btn--secondary" type="submit">
      Chercher
    </button>
  </Formulaire>
)
const DATE = 'Écrivez un jour, par exemple 05/10/2021'

const Actes = ({ lignes, recherche }: JournalProps) => (
  <Tableau<LigneJournal>
    legende="Actes du journal, du plus récent au plus ancien"
    legendeCachee
    dense
    empile="serre"
    lignes={lignes}
    vide={
      <EmptyState titre={estVide(recherche) ? 'Rien n’est encore au journal.' : 'Aucun acte ne répond.'}>
        {estVide(recherche) ? (
          'Le premier acte s’y écrira de lui-même.'
        ) : (
          <>
            Élargissez les dates, ou <a href={paths.administration.journal}>lisez tout le journal</a>.
          </>
        )}
      </EmptyState>
    }
    colonnes={[
      { titre: 'Rang', cellule: l => formatNombre(l.rang), class: 'gt-journal-rang' },
      {
        titre: 'Heure',
        cellule: l => (
          <time datetime={l.instant.toISOString()} title={`${formatJour(l.instant)} à ${formatHeure(l.instant, { secondes: true })}`}>
            {formatJourCourt(l.instant)} <strong>{heureCourte(l.instant)}</strong>
            <span class="gt-journal-secondes">:{String(l.instant.getUTCSeconds()).padStart(2, '0')}</span>
          </time>
        ),
      },
      {
        titre: 'Qui',
        cellule: l => <a href={paths.administration.journal + ecrireRecherche({ ...recherche, qui: l.qui.cherche })}>{l.qui.nom}</a>,
        class: 'gt-journal-nom',
      },
      { titre: 'Acte', cellule: l => <strong>{l.acte}</strong> },
      {
        titre: 'Sur quoi',
        cellule: l =>
          l.objet ? (
            <>
              {l.objet.href ? <a href={l.objet.href}>{l.objet.nom}</a> : l.objet.nom}
              {l.objet.sous && <span class="gt-journal-sous">{l.objet.sous}</span>}
            </>
          ) : (
            '–'
          ),
        class: 'gt-journal-nom',
      },
      { titre: 'Ce qui a changé', cellule: l => l.phrase, class: 'gt-journal-phrase' },
      {
        titre: 'Empreinte',
        cellule: l => (
          <code class="gt-journal-empreinte" title={l.empreinte}>
            {l.empreinte.slice(0, 4)} {l.empreinte.slice(4, 8)}
          </code>
        ),
      },
    ]}
  />
)
