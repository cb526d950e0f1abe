import { formatJourCourt } from '../../../lib/dates.ts'
import { formatNombre } from '../../../lib/euros.ts'
import { de } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/blocs.tsx'
import { Select } from '../../../ui/champs.tsx'
import { ErrorSummary, Formulaire } from '../../../ui/form.tsx'
import { Onglets, Pagination } from '../../../ui/liens.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { type Colonne, Tableau } from '../../../ui/table.tsx'
import type { AJoindre } from '../../enveloppes/index.ts'
import { type ActeSuiviVu, ActesDuMoment } from '../groupe/suivi-acte.view.tsx'
import type { Filtre, Illisibles } from '../liste/filtres.ts'
import type { Donnees } from '../liste/ligne-filtre.ts'
import { quiDecide } from '../liste/liste.mots.ts'
import type { Tri } from '../liste/tris.ts'
import { DocumentsAJoindre } from './a-joindre.view.tsx'
import { type Actif, Filtres } from './filtres.view.tsx'
import { Legende } from './legende.view.tsx'
import { type ClauseTete, type CodeColonne, colonnesDe, type LigneBoite } from './lignes.view.tsx'
import { ChoixColonnes, MesVues, type MesVuesProps } from './mes-vues.view.tsx'
import { BarreSelection, colonneCoche, type SelectionProps } from './selection.view.tsx'
import { type TotauxDits, TotauxListe } from './totaux.view.tsx'

export type Jalon = { libelle: string; quand: string; note: string; courant: boolean }
export type BoiteProps = {
  site: Site
  instant: Date
  perimetre: string
  /** Whose dossiers are there as well, for a time. */
  interims: readonly { nom: string; dernier: Date; perimetre: string }[]
  appels: readonly { slug: string; titre: string; second?: object | undefined; comite?: boolean }[]
  jalons: readonly Jalon[]
  vues: readonly { libelle: string; href: string; courant: boolean; compte: number }[]
  filtre: Filtre
  donnees: Donnees
  illisibles: Illisibles
  actifs: readonly Actif[]
  /** The same view without any filter. */
  tout: string
  totaux: TotauxDits
  lignes: readonly LigneBoite[]
  aJoindre: readonly AJoindre[]
  /** Bulk acts of the reader: those that go on and the last that ended. */
  actes: readonly ActeSuiviVu[]
  /** Nothing for a reader who instructs nothing. */
  selection: SelectionProps | undefined
  tetes: readonly ClauseTete[]
  tri: (tri: Tri) => NonNullable<Colonne<LigneBoite>['tri']>
  pages: {
    debut: string | undefined
    precedents: string | undefined
    suivants: string | undefined
    par: number
    tailles: readonly { n: number; href: string }[]
  }
  legende: string
  mesVues: MesVuesProps
  colonnes: readonly CodeColonne[]
  /** The query of this list. */
  retour: string
  exports: readonly { libelle: string; href: string }[]
  /** The tables of the form, each a sheet: one line a line of the dossiers of the list. */
  tableaux: readonly { libelle: string; href: string }[]
  /** The sheets of the comité of the same list, as one PDF. */
  fiches: string
}

/** The référent's inbox: the filed dossiers of their perimeter, what is next for each, and until when. */
export const BoitePage = (p: BoiteProps) => (
  <Page site={p.site} titre={p.legende} large skip={SKIP}>
    <div class="gt-boite-titre">
      <div>
        <h1>Dossiers déposés</h1>
        <p class="gt-sous">
          Votre périmètre&nbsp;: {p.perimetre}. <a href={lienBord(p.filtre)}>Tableau de bord</a>,{' '}
          <a href={paths.instruction.interims}>intérims</a>
          {p.appels
            .filter(a => a.second)
            .map(a => (
              <>
                , <a href={paths.instruction.preselection(a.slug)}>présélection, {a.titre}</a>
              </>
            ))}
          {p.appels
            .filter(a => a.comite === false)
            .map(a => (
              <>
                , <a href={paths.instruction.decisions(a.slug)}>décider, {a.titre}</a>
              </>
            ))}
        </p>
        {p.interims.map(i => (
          <p class="gt-sous">
            Par intérim {de(i.nom)}, jusqu’au {formatJourCourt(i.dernier)} inclus&nbsp;: {i.perimetre}
          </p>
        ))}
      </div>
      <Appels {...p} />
    </div>
    {p.jalons.length > 0 && <Calendrier jalons={p.jalons} />}
    <DocumentsAJoindre documents={p.aJoindre} />
    <ActesDuMoment actes={p.actes} />
    <Onglets nom="Vues" onglets={p.vues.map(v => ({ ...v, secondaire: v.compte === 0 && !v.courant }))} />
    <MesVues {...p.mesVues} />
    <ErrorSummary
      errors={Object.fromEntries(Object.entries(p.illisibles).map(([nom, i]) => [nom, i.phrase]))}
      titre="Une partie du filtre est laissée de côté"
    />
    <Filtres {...p} par={p.pages.par} />
    <div class="gt-boite-barre">
      <TotauxListe {...p.totaux} />
      <div class="gt-boite-outils">
        <ChoixColonnes colonnes={p.colonnes} retour={p.retour} />
        {p.totaux.nombre > 0 && <Exports {...p} />}
      </div>
    </div>
    <div class="gt-boite-liste" id="liste" tabindex={-1} data-controller="selection">
      {p.lignes.length > 0 && p.selection && <BarreSelection {...p.selection} />}
      <Tableau
        legende={p.legende}
        legendeCachee
        colonnes={[...(p.selection ? [colonneCoche(p.selection)] : []), ...colonnesDe(p.colonnes, p)]}
        tete={p.selection ? 1 : 0}
        lignes={p.lignes}
        dense
        vide={<Vide {...p} />}
      />
    </div>
    {p.lignes.length > 0 && <Pied {...p} />}
    {p.lignes.length > 0 && p.colonnes.includes('recevabilite') && <Legende tetes={p.tetes} />}
  </Page>
)

const lienBord = ({ appel }: Filtre) => (appel ? `${paths.instruction.bord}?${new URLSearchParams({ appel })}` : paths.instruction.bord)

const SKIP = [
  { libelle: 'Filtres', href: '#filtres' },
  { libelle: 'Liste des dossiers', href: '#liste' },
]

const Appels = ({ appels, filtre }: Pick<BoiteProps, 'appels' | 'filtre'>) =>
  appels.length > 1 ? (
    <Formulaire action={paths.instruction.boite} method="get" class="gt-filtres">
      <Select
        name="appel"
        label="Appel à projets"
        vide={null}
        value={filtre.appel ?? ''}
        options={[{ value: '', label: 'Tous les appels' }, ...appels.map(a => ({ value: a.slug, label: a.titre }))]}
      />
      <button class="fr-btn fr-btn--secondary" type="submit">
        Ouvrir
      </button>
    </Formulaire>
  ) : null

/** The whole list as a file: outside the page, so that a script never takes the answer for one. */
const Exports = ({
  exports,
  tableaux,
  fiches,
  totaux,
  appels,
}: Pick<BoiteProps, 'exports' | 'tableaux' | 'fiches' | 'totaux' | 'appels'>) => (
  <p class="gt-boite-exports">
    {totaux.partiel
      ? 'Exporter les dossiers'
      : totaux.nombre > 1
        ? `Exporter les ${formatNombre(totaux.nombre)} dossiers`
        : 'Exporter le dossier'}
    &nbsp;:
    {exports.map(e => (
      <a href={e.href} download data-turbo="false">
        {e.libelle}
      </a>
    ))}
    {tableaux.map(t => (
      <a href={t.href} download data-turbo="false">
        {t.libelle}
      </a>
    ))}
    <a href={fiches} data-turbo="false">
      {quiDecide(appels) === 'comite' ? 'Fiches du comité' : 'Fiches d’analyse'}
    </a>
  </p>
)

const Calendrier = ({ jalons }: Pick<BoiteProps, 'jalons'>) => (
  <ol class="gt-boite-calendrier" aria-label="Calendrier de l’appel">
    {jalons.map(j => (
      <li aria-current={j.courant ? 'step' : undefined}>
        <strong>{j.libelle}</strong> {j.quand} <span class="gt-sous">{j.note}</span>
      </li>
    ))}
  </ol>
)

const Pied = ({ totaux, lignes, pages }: BoiteProps) => (
  <div class="gt-boite-pied">
    <Pagination
      position={`${formatNombre(lignes.length)} ${lignes.length > 1 ? 'dossiers affichés' : 'dossier affiché'} sur ${totaux.partiel ? 'au moins ' : ''}${formatNombre(totaux.nombre)}`}
      debut={pages.debut}
      precedents={pages.precedents}
      suivants={pages.suivants}
    />
    {totaux.nombre > pages.tailles[0]!.n && (
      <nav class="gt-pages" aria-label="Dossiers par page">
        <p>Par page</p>
        <ul>
          {pages.tailles.map(t => (
            <li>
              <a href={t.href} aria-current={t.n === pages.par ? 'true' : undefined}>
                {t.n}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    )}
  </div>
)

const Vide = ({ actifs, tout, filtre }: BoiteProps) =>
  actifs.length > 0 ? (
    <EmptyState titre="Aucun dossier ne répond à ce filtre.">
      <a href={tout}>Retirer les filtres</a>
    </EmptyState>
  ) : filtre.suite.length > 0 || filtre.appel ? (
    <EmptyState titre="Aucun dossier ici en ce moment.">
      <a href={paths.instruction.boite}>Voir tous les dossiers</a>
    </EmptyState>
  ) : (
    <EmptyState titre="Aucun dossier déposé dans votre périmètre.">
      Les dossiers apparaissent ici dès leur dépôt. Un brouillon n’est visible que de ses auteurs.
    </EmptyState>
  )
