import { formatEuros, formatNombre } from '../../lib/euros.ts'
import { pluriel } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { EmptyState, Essentiel } from '../../ui/blocs.tsx'
import { ChoixFiltre } from '../../ui/filtres.tsx'
import { Formulaire } from '../../ui/form.tsx'
import { Documents, DownloadLink, LienExterne, Pagination } from '../../ui/liens.tsx'
import { PourLesMachines } from '../../ui/machines.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Tableau } from '../../ui/table.tsx'
import { Time } from '../../ui/texte.tsx'
import type { ComptesListe, FiltreProjets, ListePassee, ProjetPasse } from '../projets-passes/index.ts'
import { Carte, type Disque, ecarter, echelleDe, type FondAffiche, rayonDe } from '../territoires/index.ts'

export type ProjetsProps = {
  site: Site
  liste: ListePassee
  /** What the whole list holds, and what the filter keeps of it; the lines of this page, and the rank that the next one goes on from. */
  tout: ComptesListe
  comptes: ComptesListe
  choix: { themes: string[]; departements: [string, string][] }
  projets: readonly ProjetPasse[]
  apres: number
  suite: number | undefined
  filtre: FiltreProjets
  fond: FondAffiche | undefined
}
const p = paths.donneesOuvertes

/** Projects aided in the past, from a list that somebody else published: where, for what, how much, and who says so. */
export const ProjetsPassesPage = (props: ProjetsProps) => {
  const { site, liste, comptes, choix, projets, filtre, apres, suite } = props
  return (
    <Page
      site={site}
      titre={liste.titre}
      ariane={[{ libelle: 'Accueil', href: paths.accueil }, { libelle: 'Données ouvertes', href: p.accueil }, { libelle: liste.titre }]}
      skip={[{ libelle: 'Liste des projets', href: '#liste' }]}
    >
      <h1 class="fr-mb-1w">{liste.titre}</h1>
      <p class="fr-text--lead">{liste.description.resume}</p>
      <Essentiel faits={faits(props)} />
      <Attribution liste={liste} />
      <Filtres liste={liste} choix={choix} filtre={filtre} />
      <ParCommune {...props} />
      <section aria-labelledby="liste" class="fr-mt-6w">
        <h2 id="liste" class="fr-h4" tabindex={-1}>
          Les projets <small class="gt-sous">{nombre(comptes.projets)}</small>
        </h2>
        <Tableau
          legende="Projets aidés"
          legendeCachee
          lignes={projets}
          vide={<EmptyState titre="Aucun projet ne correspond.">Retirez un filtre, ou cherchez un autre mot.</EmptyState>}
          colonnes={[
            { titre: 'Projet', cellule: x => x.titre },
            { titre: 'Porteur', cellule: x => x.nom },
            { titre: 'Commune', cellule: x => x.communeNom ?? x.commune ?? 'non précisée' },
            ...(choix.themes.length > 1 ? [{ titre: 'Thème', cellule: (x: ProjetPasse) => x.theme ?? '–' }] : []),
            { titre: 'Aide', cellule: x => formatEuros(x.montant), num: true },
          ]}
          pied={['Total', nombre(comptes.projets), '', ...(choix.themes.length > 1 ? [''] : []), formatEuros(comptes.montant)]}
        />
        <Pagination
          nom="Pages de projets"
          position={`${nombre(projets.length)} sur cette page, ${formatNombre(comptes.projets)} en tout`}
          debut={apres > 0 ? page(liste, filtre) : undefined}
          suivants={suite === undefined ? undefined : page(liste, filtre, suite)}
        />
      </section>
      <Fichiers liste={liste} />
    </Page>
  )
}

const nombre = (n: number) => `${formatNombre(n)}\u00a0projet${n > 1 ? 's' : ''}`
/** The page that goes on after this rank, the filter kept. */
const page = (liste: ListePassee, f: FiltreProjets, apres?: number) => {
  const mots = new URLSearchParams(Object.entries({ ...f, apres: apres ? String(apres) : '' }).filter(([, v]) => v !== '')).toString()
  return `${p.projetsPasses(liste.slug)}${mots ? `?${mots}` : ''}#liste`
}

const faits = ({ tout }: ProjetsProps) => [
  { terme: 'Projets aidés', valeur: formatNombre(tout.projets) },
  { terme: 'Aide accordée', valeur: formatEuros(tout.montant) },
  { terme: 'Porteurs', valeur: formatNombre(tout.porteurs) },
  { terme: 'Communes nommées', valeur: formatNombre(tout.communes.length) },
]

/** Whose data they are: the licence asks it wherever they are shown. */
const Attribution = ({ liste: { description: d, importeeLe, ecartees } }: { liste: ListePassee }) => (
  <p class="gt-source">
    Source&nbsp;: {d.source.producteur},{' '}
    <LienExterne href={d.source.adresse} nom={d.source.titre}>
      {d.source.titre}
    </LienExterne>
    , {d.source.licence}. Reprise ici le <Time instant={importeeLe} />
    {ecartees.length > 0 && `, sauf ${pluriel(ecartees.length, 'ligne fautive', 'lignes fautives')} de son fichier`}.
  </p>
)

const Filtres = ({ liste, choix, filtre: f }: Pick<ProjetsProps, 'liste' | 'choix' | 'filtre'>) => (
  <Formulaire action={p.projetsPasses(liste.slug)} method="get" class="gt-laureats-filtres">
    <div class="gt-filtres">
      <div class="gt-champ gt-champ--large">
        <label class="fr-label" for="q">
          Porteur, projet ou commune
        </label>
        <input class="fr-input" type="search" id="q" name="q" autocomplete="off" value={f.q} />
      </div>
      <ChoixFiltre nom="theme" libelle="Thème" valeur={f.theme} options={choix.themes.map(t => [t, t])} />
      <ChoixFiltre nom="departement" libelle="Département" valeur={f.departement} options={choix.departements} />
      <button class="fr-btn" type="submit">
        Filtrer
      </button>
    </div>
    {(f.q || f.theme || f.departement) && (
      <p class="fr-mb-0 fr-mt-1w">
        <a href={p.projetsPasses(liste.slug)}>Tous les projets</a>
      </p>
    )}
  </Formulaire>
)

/** Communes shown: those that received the most, and the same number of those that the map shows. A national list has ten thousand. */
const COMMUNES_MAX = 100
const ancre = (code: string) => `commune-${code}`
const ParCommune = ({ comptes: { communes, ailleurs }, fond }: ProjetsProps) => {
  if (communes.length === 0) return null
  const places = new Set(fond?.communes.map(c => c.code))
  const enTete = new Set([...communes.slice(0, COMMUNES_MAX), ...communes.filter(c => places.has(c.code)).slice(0, COMMUNES_MAX)])
  const rangs = communes.filter(c => enTete.has(c)).map((c, i) => ({ ...c, n: i + 1 }))
  return (
    <div class={fond ? 'gt-laureats-vue' : undefined}>
      {fond && (
        <section aria-labelledby="carte" class="gt-laureats-carte">
          <h2 id="carte" class="fr-h4">
            Sur la carte
          </h2>
          <Carte
            fond={fond}
            disques={disques(fond, rangs)}
            titre="Aides par commune"
            desc={`${communes.length}\u00a0communes. La surface du disque suit le montant des aides.`}
            echelle={echelleDe(communes.map(c => c.montant))}
          />
        </section>
      )}
      <section aria-labelledby="communes">
        <h2 id="communes" class="fr-h4">
          Par commune
        </h2>
        <Tableau
          legende="Aides par commune, la plus aidée d’abord"
          legendeCachee
          dense
          empile={false}
          tete={1}
          lignes={rangs}
          colonnes={[
            { titre: 'N°', cellule: c => <span id={ancre(c.code)}>{c.n}</span> },
            { titre: 'Commune', cellule: c => c.nom },
            { titre: 'Projets', cellule: c => c.projets, num: true },
            { titre: 'Aide', cellule: c => formatEuros(c.montant), num: true },
          ]}
        />
        {rangs.length < communes.length && (
          <p class="gt-source">
            {formatNombre(rangs.length)}&nbsp;communes sur {formatNombre(communes.length)}, les plus aidées. Le fichier les donne toutes.
          </p>
        )}
        {ailleurs.projets > 0 && (
          <p class="gt-source">
            {nombre(ailleurs.projets)}, {formatEuros(ailleurs.montant)}, sans commune précisée par la source&nbsp;: absents de la carte.
          </p>
        )}
      </section>
    </div>
  )
}

function disques(fond: FondAffiche, lieux: readonly (ComptesListe['communes'][number] & { n: number })[]): Disque[] {
  const max = Math.max(1, ...lieux.map(l => l.montant))
  const places = new Map(fond.communes.map(c => [c.code, c]))
  return ecarter(
    lieux.flatMap(l => {
      const ou = places.get(l.code)
      const nom = `${l.n}. ${l.nom}, ${nombre(l.projets)}, ${formatEuros(l.montant)}`
      return ou ? [{ n: l.n, nom, href: `#${ancre(l.code)}`, x: ou.x, y: ou.y, rayon: rayonDe(l.montant, max) }] : []
    }),
  )
}

const Fichiers = ({ liste }: { liste: ListePassee }) => (
  <section aria-labelledby="donnees" class="fr-mt-6w">
    <h2 id="donnees" class="fr-h4">
      Reprendre ces données
    </h2>
    <Documents>
      <li>
        <DownloadLink href={p.projetsPassesCsv(liste.slug)} format="CSV, les colonnes de la source">
          La liste telle que publiée
        </DownloadLink>
      </li>
      <li>
        <DownloadLink href={p.subventions({ appel: liste.slug })} format="CSV, format commun des subventions">
          Subventions
        </DownloadLink>
      </li>
    </Documents>
    <PourLesMachines>
      <Documents>
        <li>
          <DownloadLink href={p.laureats({ appel: liste.slug })} format="GeoJSON">
            Carte
          </DownloadLink>
        </li>
      </Documents>
    </PourLesMachines>
    <p class="gt-source">
      {liste.description.source.licence}. <a href={p.accueil}>Toutes les données ouvertes</a>
    </p>
  </section>
)
