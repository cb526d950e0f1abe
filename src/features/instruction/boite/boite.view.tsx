import { formatJourCourt } from '../../../lib/dates.ts'
import { formatNombre } from '../../../lib/euros.ts'
import { de } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Select } from '../../../ui/champs.tsx'
import { ErrorSummary, Formulaire } from '../../../ui/form.tsx'
import { Pagination } from '../../../ui/liens.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import type { Colonne } from '../../../ui/table.tsx'
import type { AJoindre } from '../../enveloppes/index.ts'
import { type ActeSuiviVu, ActesDuMoment } from '../groupe/suivi-acte.view.tsx'
import { quiDecide } from '../liste/liste.mots.ts'
import type { Tri } from '../liste/tris.ts'
import { DocumentsAJoindre } from './a-joindre.view.tsx'
import { Rangees } from './file.view.tsx'
import { Filtres, type FiltresProps } from './filtres.view.tsx'
import { Legende } from './legende.view.tsx'
import { type ClauseTete, type CodeColonne, colonnesDe, type LigneFile } from './lignes.view.tsx'
import { ChoixColonnes, Vues, type VuesProps } from './mes-vues.view.tsx'
import { Raccourcis } from './raccourcis.view.tsx'
import { BarreSelection, motPage, type SelectionProps } from './selection.view.tsx'
import { Total, type TotauxDits } from './totaux.view.tsx'
import { Approchee, Vide, type VideProps } from './vide.view.tsx'

export type Jalon = { libelle: string; quand: string; note: string; courant: boolean }
export type BoiteProps = VuesProps &
  FiltresProps & {
    site: Site
    titre: string
    instant: Date
    perimetre: string
    /** Whose dossiers are there as well, for a time. */
    interims: readonly { nom: string; dernier: Date; perimetre: string }[]
    appels: readonly { slug: string; titre: string; second?: object | undefined; comite?: boolean }[]
    jalons: readonly Jalon[]
    totaux: TotauxDits
    /** No dossier has the words that were typed: those of the list have the nearest ones. */
    approchee: boolean
    lignes: readonly LigneFile[]
    vide: VideProps
    aJoindre: readonly AJoindre[]
    /** Bulk acts of the reader: those that go on and the last that ended. */
    actes: readonly ActeSuiviVu[]
    /** Nothing for a reader who instructs nothing. */
    selection: SelectionProps | undefined
    tetes: readonly ClauseTete[]
    tri: (tri: Tri) => NonNullable<Colonne<LigneFile>['tri']>
    pages: {
      debut: string | undefined
      precedents: string | undefined
      suivants: string | undefined
      tailles: readonly { n: number; href: string }[]
    }
    legende: string
    colonnes: readonly CodeColonne[]
    /** Whether letters are commands, for this reader. */
    touches: boolean
    /** The query of this list and its page. */
    retour: string
    exports: readonly { libelle: string; href: string }[]
    /** The tables of the form, each a sheet: one line a line of the dossiers of the list. */
    tableaux: readonly { libelle: string; href: string }[]
    /** The sheets of the comité of the same list, as one PDF. */
    fiches: string
  }

/** The référent's queue: the filed dossiers of their perimeter, what is next for each, and until when. */
export const BoitePage = (p: BoiteProps) => (
  <Page site={p.site} titre={p.legende} large skip={SKIP}>
    <div data-controller="file selection" data-file-actives-value={p.touches ? 'true' : 'false'}>
      <Tete {...p} />
      <DocumentsAJoindre documents={p.aJoindre} />
      <ActesDuMoment actes={p.actes} />
      <Vues vues={p.vues} gardees={p.gardees} />
      <ErrorSummary
        errors={Object.fromEntries(Object.entries(p.illisibles).map(([nom, i]) => [nom, i.phrase]))}
        titre="Une partie du filtre est laissée de côté"
      />
      <Filtres {...p} />
      {p.approchee && p.lignes.length > 0 && <Approchee mots={p.filtre.q} />}
      <div class="gt-boite-liste" id="liste" tabindex={-1}>
        <div class="gt-file-barre">
          <Total totaux={p.totaux}>
            {p.selection && p.lignes.length > 0 && (
              <a class="gt-sans-script" href={p.selection.liens.page}>
                {motPage(p.selection.surLaPage)}
              </a>
            )}
            {p.totaux.nombre > 0 && <Exports {...p} />}
            <ChoixColonnes colonnes={p.colonnes} retour={p.retour} />
            <Raccourcis actives={p.touches} vues={Math.min(p.vues.length, 9)} retour={p.retour} />
          </Total>
          {p.lignes.length > 0 && p.selection && <BarreSelection {...p.selection} />}
        </div>
        {p.lignes.length > 0 ? (
          <Rangees legende={p.legende} colonnes={colonnesDe(p.colonnes, p)} lignes={p.lignes} selection={p.selection} />
        ) : (
          <Vide {...p.vide} />
        )}
      </div>
      {p.lignes.length > 0 && <Pied {...p} />}
      {p.lignes.length > 0 && p.colonnes.includes('recevabilite') && <Legende tetes={p.tetes} />}
    </div>
  </Page>
)

const SKIP = [
  { libelle: 'Filtres', href: '#filtres' },
  { libelle: 'Liste des dossiers', href: '#liste' },
]

/** One line: what is read, of whom, what comes; the other places of the service. */
const Tete = (p: BoiteProps) => (
  <div class="gt-file-titre">
    <h1 class="fr-h5">{p.titre}</h1>
    <p class="gt-sous">
      Votre périmètre&nbsp;: {p.perimetre}.
      {p.interims.map(i => (
        <>
          {' '}
          Par intérim {de(i.nom)}, jusqu’au {formatJourCourt(i.dernier)} inclus&nbsp;: {i.perimetre}.
        </>
      ))}
    </p>
    <ul>
      {p.jalons.length > 0 && (
        <li>
          <Calendrier jalons={p.jalons} />
        </li>
      )}
      {p.appels
        .filter(a => a.second)
        .map(a => (
          <li>
            <a href={paths.instruction.preselection(a.slug)}>présélection, {a.titre}</a>
          </li>
        ))}
      {p.appels
        .filter(a => a.comite === false)
        .map(a => (
          <li>
            <a href={paths.instruction.decisions(a.slug)}>décider, {a.titre}</a>
          </li>
        ))}
      <li>
        <a href={paths.instruction.interims}>intérims</a>
      </li>
      {p.appels.length > 1 && (
        <li>
          <Appels {...p} />
        </li>
      )}
    </ul>
  </div>
)

/** The same view in another call. */
const Appels = ({ appels, filtre, tout }: Pick<BoiteProps, 'appels' | 'filtre' | 'tout'>) => (
  <details class="gt-menu gt-menu--droite" data-controller="menu">
    <summary>Changer d’appel</summary>
    <Formulaire action={paths.instruction.boite} method="get" class="gt-menu__liste">
      {[...new URLSearchParams(tout.split('?')[1])]
        .filter(([nom]) => nom !== 'appel')
        .map(([nom, valeur]) => (
          <input type="hidden" name={nom} value={valeur} />
        ))}
      <Select
        name="appel"
        label="Appel à projets"
        vide={null}
        value={filtre.appel ?? ''}
        options={[{ value: '', label: 'Tous les appels' }, ...appels.map(a => ({ value: a.slug, label: a.titre }))]}
      />
      <button class="fr-btn fr-btn--sm" type="submit">
        Ouvrir
      </button>
    </Formulaire>
  </details>
)

/** The next day of the call; the others behind. */
const Calendrier = ({ jalons }: Pick<BoiteProps, 'jalons'>) => {
  const prochain = jalons.find(j => j.courant) ?? jalons.at(-1)!
  return (
    <details class="gt-menu gt-menu--droite" data-controller="menu">
      <summary>
        {prochain.libelle} {prochain.note}
      </summary>
      <ol class="gt-menu__liste gt-file-calendrier" aria-label="Calendrier de l’appel">
        {jalons.map(j => (
          <li aria-current={j.courant ? 'step' : undefined}>
            <strong>{j.libelle}</strong> {j.quand} <span class="gt-sous">{j.note}</span>
          </li>
        ))}
      </ol>
    </details>
  )
}

/** The whole list as a file: outside the page, so that a script never takes the answer for one. */
const Exports = ({ exports, tableaux, fiches, totaux, appels }: BoiteProps) => (
  <details class="gt-menu gt-menu--droite" data-controller="menu">
    <summary>Exporter</summary>
    <ul
      class="gt-menu__liste"
      aria-label={totaux.partiel ? 'Les dossiers' : `Les ${formatNombre(totaux.nombre)}\u00a0dossiers de la liste`}
    >
      {[...exports, ...tableaux].map(e => (
        <li>
          <a href={e.href} download data-turbo="false">
            {e.libelle}
          </a>
        </li>
      ))}
      <li>
        <a href={fiches} data-turbo="false">
          {quiDecide(appels) === 'comite' ? 'Fiches du comité' : 'Fiches d’analyse'}
        </a>
      </li>
    </ul>
  </details>
)

const Pied = ({ totaux, lignes, pages, par }: BoiteProps) => (
  <div class="gt-file-pied">
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
              <a href={t.href} aria-current={t.n === par ? 'true' : undefined}>
                {t.n}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    )}
  </div>
)
