import { formatEuros, formatTaux } from '../../lib/euros.ts'
import { paths } from '../../paths.ts'
import { EmptyState, Essentiel } from '../../ui/blocs.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Time } from '../../ui/texte.tsx'
import { type Appel, etatAppel } from '../cahier/index.ts'
import type { FondAffiche } from '../territoires/index.ts'
import { SurLaCarte } from './carte.view.tsx'
import { DonneesLaureats, ParPart, TableLaureats } from './chiffres.view.tsx'
import { Filtres } from './filtres.view.tsx'
import { ListeLaureats } from './liste.view.tsx'
import { type FiltreLaureats, type LaureatPublie, motProjets, repartir, totaux } from './publication.ts'

export type LaureatsProps = {
  site: Site
  appel: Appel
  /** All of them, and those that the filter keeps, in its order. */
  tous: readonly LaureatPublie[]
  laureats: readonly LaureatPublie[]
  filtre: FiltreLaureats
  /** When the last letter was sent. */
  publieLe: Date | undefined
  fond: FondAffiche | undefined
  communes: { total: number; couvertes: number }
  /** Of the whole call, in cents; 0 when it is not opened. */
  enveloppe: number
  territoire: { nom: string; departements: readonly string[] }
  instant: Date
}

/** Who receives an aid from a call: on the map, in a list, by volet and département, in a table, as files. */
export const LaureatsPage = (p: LaureatsProps) => (
  <Page
    site={p.site}
    titre={`Lauréats de l’appel ${p.appel.titre}`}
    ariane={[
      { libelle: 'Accueil', href: paths.accueil },
      { libelle: 'Appels à projets', href: paths.appels.liste },
      { libelle: p.appel.titre, href: paths.appels.voir(p.appel.slug) },
      { libelle: 'Lauréats' },
    ]}
    flux={paths.appels.laureatsAtom(p.appel.slug)}
    skip={p.tous.length > 0 ? [{ libelle: 'Liste des lauréats', href: '#liste' }] : []}
  >
    <h1 class={p.tous.length === 0 ? 'fr-mb-3w' : 'fr-mb-1w'}>Les lauréats de l’appel {p.appel.titre}</h1>
    {p.tous.length === 0 ? <PasEncore {...p} /> : <Publies {...p} />}
  </Page>
)

const PasEncore = ({ appel, instant }: LaureatsProps) => (
  <EmptyState titre="Aucun lauréat n’est publié.">
    {etatAppel(appel, instant) === 'clos'
      ? 'Les dossiers sont examinés. Les lauréats paraissent ici dès que les décisions leur sont notifiées.'
      : 'Les dossiers se déposent d’abord. Les lauréats paraissent ici une fois les décisions notifiées.'}{' '}
    <a href={paths.appels.voir(appel.slug)}>Lire l’appel à projets</a>
  </EmptyState>
)

const Publies = (p: LaureatsProps) => (
  <>
    <p class="fr-text--lead">{phrase(p)}</p>
    <Essentiel faits={faits(p)} />
    <p class="gt-source">
      {p.publieLe && (
        <>
          Liste à jour de la dernière notification, le <Time instant={p.publieLe} />.{' '}
        </>
      )}
      <a href="#donnees">Télécharger les données</a>
    </p>
    <Filtres {...p} />
    {p.laureats.length === 0 ? <Liste laureats={p.laureats} /> : <Choisis {...p} />}
    <DonneesLaureats appel={p.appel} />
  </>
)

/** Those that the filter keeps, when there are some: drawn, listed, counted. */
const Choisis = (p: LaureatsProps) => (
  <>
    <div class="gt-laureats-vue">
      <section aria-labelledby="carte" class="gt-laureats-carte">
        <h2 id="carte" class="fr-h4">
          Sur la carte
        </h2>
        <SurLaCarte {...p} />
      </section>
      <Liste laureats={p.laureats} />
    </div>
    <div class="gt-laureats-parts">
      {p.appel.volets.length > 1 && (
        <ParPart
          id="volets"
          titre="Par volet"
          parts={repartir(
            p.laureats,
            l => l.voletTitre || 'Sans volet',
            x => x.split(',')[0]!,
          )}
        />
      )}
      <ParPart id="departements" titre="Par département" parts={repartir(p.laureats, l => l.departementNom)} />
    </div>
    <TableLaureats {...p} />
  </>
)

const Liste = ({ laureats }: Pick<LaureatsProps, 'laureats'>) => (
  <section aria-labelledby="liste">
    <h2 id="liste" class="fr-h4 gt-laureats-debut" tabindex={-1}>
      En liste <small class="gt-sous">{motProjets(laureats.length)}</small>
    </h2>
    <ListeLaureats laureats={laureats} />
  </section>
)

function phrase({ tous, territoire }: LaureatsProps) {
  const porteurs = new Set(tous.map(l => l.porteur.nom)).size
  const quoi = tous.length > 1 ? `${tous.length}\u00a0projets reçoivent` : 'Un projet reçoit'
  return `${quoi} une aide de l’État. ${porteurs > 1 ? `${porteurs}\u00a0structures les portent` : 'Une structure le porte'}, sur le territoire\u00a0: ${territoire.nom}.`
}

function faits({ tous, enveloppe, communes, territoire }: LaureatsProps) {
  const t = totaux(tous)
  return [
    { terme: 'Projets lauréats', valeur: String(t.nombre) },
    {
      terme: 'Aide accordée',
      valeur: formatEuros(t.aide),
      ...(enveloppe > 0 ? { note: `sur une enveloppe de ${formatEuros(enveloppe)}` } : {}),
    },
    {
      terme: 'Coût total des projets',
      valeur: formatEuros(t.cout),
      ...(t.cout > 0 ? { note: `aidé à ${formatTaux(t.aide / t.cout)}` } : {}),
    },
    { terme: `Communes concernées (${territoire.nom})`, valeur: String(communes.couvertes), note: `sur ${communes.total}` },
  ]
}
