import { formatEuros, formatTaux } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { EmptyState, Essentiel } from '../../../ui/blocs.tsx'
import { Page } from '../../../ui/page.tsx'
import { Motifs } from '../../../ui/plots/dessin.tsx'
import type { Site } from '../../../ui/site.ts'
import { Time } from '../../../ui/texte.tsx'
import { type Appel, etatAppel } from '../../cahier/index.ts'
import { motProjets, totaux } from '../../laureats/index.ts'
import type { FondAffiche } from '../../territoires/index.ts'
import { AppelsAbsents } from './absents.view.tsx'
import type { AidePublique } from './aides.queries.ts'
import { partDe } from './argent.mots.ts'
import { SurLaCarte } from './carte.view.tsx'
import { DonneesAides, ParPart, TableAides } from './chiffres.view.tsx'
import type { FiltreAides } from './etat.rules.ts'
import { Filtres } from './filtres.view.tsx'
import { ListeAides } from './liste.view.tsx'

export type ProjetsAidesProps = {
  site: Site
  /** Calls of which somebody was told an aid, the last one first; the one that is read, nothing when all are. */
  appels: readonly { slug: string; titre: string }[]
  appel: Appel | undefined
  /** All of them, and those that the filter keeps, in its order. */
  tous: readonly AidePublique[]
  aides: readonly AidePublique[]
  /** Calls that all of them together leave out. */
  absents: readonly { slug: string; titre: string }[]
  filtre: FiltreAides
  fond: FondAffiche | undefined
  points: readonly { x: number; y: number }[]
  communes: { total: number; couvertes: number }
  /** Of the whole call, in cents; 0 when it is not opened. */
  enveloppe: number
  territoire: { nom: string; departements: readonly string[] }
  instant: Date
}
const choisiDe = (p: ProjetsAidesProps) => p.appel?.slug ?? 'tous'

/** Who receives an aid, and what becomes of it: on the map, in a list, by volet and département, in a table, as files. */
export const ProjetsAidesPage = (p: ProjetsAidesProps) => (
  <Page
    site={p.site}
    titre={p.appel ? `Projets aidés, ${p.appel.titre}` : 'Projets aidés'}
    description={p.tous.length > 0 ? phrase(p) : undefined}
    ariane={[
      { libelle: 'Accueil', href: paths.accueil },
      ...(p.appel
        ? [{ libelle: 'Projets aidés', href: paths.projetsAides() }, { libelle: p.appel.titre }]
        : [{ libelle: 'Projets aidés' }]),
    ]}
    flux={p.appel && paths.appels.laureatsAtom(p.appel.slug)}
    skip={p.tous.length > 0 ? [{ libelle: 'Liste des projets', href: '#liste' }] : []}
  >
    <Motifs />
    <h1 class={p.tous.length === 0 ? 'fr-mb-3w' : 'fr-h2 fr-mb-1w'}>{titre(p)}</h1>
    {p.tous.length === 0 ? <PasEncore {...p} /> : <Publies {...p} />}
  </Page>
)

const titre = ({ appel, tous }: ProjetsAidesProps) =>
  tous.length === 0
    ? 'Projets aidés'
    : `${tous.length > 1 ? `${tous.length}\u00a0projets aidés` : 'Un projet aidé'}${appel ? `, ${appel.titre}` : ''}`

const PasEncore = ({ appel, instant }: ProjetsAidesProps) => (
  <EmptyState titre="Aucun projet aidé n’est publié.">
    {!appel
      ? 'Les projets paraissent ici une fois les décisions notifiées.'
      : etatAppel(appel, instant) === 'clos'
        ? 'Les dossiers sont examinés. Les projets aidés paraissent ici dès que les décisions leur sont notifiées.'
        : 'Les dossiers se déposent d’abord. Les projets aidés paraissent ici une fois les décisions notifiées.'}{' '}
    <a href={appel ? paths.appels.voir(appel.slug) : paths.appels.liste}>
      {appel ? 'Lire l’appel à projets' : 'Lire les appels à projets'}
    </a>
  </EmptyState>
)

const Publies = (p: ProjetsAidesProps) => {
  const dernier = p.tous.reduce<Date | undefined>((d, l) => (d && d > l.publieLe ? d : l.publieLe), undefined)
  return (
    <>
      <p class="fr-text--lead">{phrase(p)}</p>
      <Essentiel faits={faits(p)} />
      <p class="gt-source">
        {dernier && (
          <>
            À jour de la dernière notification, le <Time instant={dernier} />, et des bilans acceptés.{' '}
          </>
        )}
        <span class="gt-hors-papier">
          <a href="#donnees">Télécharger les données</a>, <a href={paths.argent.accueil}>suivre l’argent</a>
        </span>
      </p>
      <Filtres appels={p.appels} choisi={choisiDe(p)} tous={p.tous} filtre={p.filtre} />
      {p.aides.length === 0 ? <Aucun {...p} /> : <Choisis {...p} />}
      <AppelsAbsents absents={p.absents} />
      <DonneesAides slug={p.appel?.slug} commandes={p.tous.reduce((n, a) => n + a.commandes, 0)} />
    </>
  )
}

const Aucun = (p: ProjetsAidesProps) => (
  <section aria-labelledby="liste">
    <h2 id="liste" class="fr-h4 gt-laureats-debut" tabindex={-1}>
      En liste
    </h2>
    <EmptyState titre="Aucun projet ne correspond.">
      Retirez un filtre, ou cherchez un autre mot.{' '}
      {p.appel && p.appels.length > 1 && <a href={paths.projetsAides({ appel: 'tous', q: p.filtre.q })}>Chercher dans tous les appels</a>}
    </EmptyState>
  </section>
)

/** Those that the filter keeps, when there are some: drawn, listed, counted. */
const Choisis = (p: ProjetsAidesProps) => (
  <>
    <div class="gt-laureats-vue">
      <section aria-labelledby="carte" class="gt-laureats-carte">
        <h2 id="carte" class="fr-h4">
          Sur la carte
        </h2>
        <SurLaCarte fond={p.fond} laureats={p.aides} points={p.points} territoire={p.territoire} />
      </section>
      <section aria-labelledby="liste">
        <h2 id="liste" class="fr-h4 gt-laureats-debut" tabindex={-1}>
          En liste <small class="gt-sous">{motProjets(p.aides.length)}</small>
        </h2>
        <ListeAides aides={p.aides} carte={p.fond !== undefined} />
      </section>
    </div>
    <div class="gt-laureats-parts">
      {p.appel ? (
        p.appel.volets.length > 1 && <ParPart id="volets" titre="Par volet" aides={p.aides} par={l => l.voletTitre || 'Sans volet'} />
      ) : (
        <ParPart id="appels" titre="Par appel" aides={p.aides} par={l => l.appelTitre} />
      )}
      <ParPart id="departements" titre="Par département" aides={p.aides} par={l => l.departementNom} />
    </div>
    <details class="gt-projet__pli" open={p.filtre.tri !== 'n' || p.filtre.desc}>
      <summary id="table">Les projets en tableau</summary>
      <TableAides choisi={choisiDe(p)} aides={p.aides} filtre={p.filtre} />
    </details>
  </>
)

function phrase({ tous, territoire }: ProjetsAidesProps) {
  const porteurs = new Set(tous.map(l => l.porteur.nom)).size
  const quoi = tous.length > 1 ? `${tous.length}\u00a0projets reçoivent` : 'Un projet reçoit'
  return `${quoi} une aide de l’État. ${porteurs > 1 ? `${porteurs}\u00a0structures les portent` : 'Une structure le porte'}, sur le territoire\u00a0: ${territoire.nom}.`
}

function faits({ tous, enveloppe, communes, territoire }: ProjetsAidesProps) {
  const t = totaux(tous)
  const depense = tous.reduce((s, a) => s + a.depense, 0)
  const bilans = tous.reduce((s, a) => s + a.bilans.length, 0)
  return [
    {
      terme: 'Aide accordée',
      valeur: formatEuros(t.aide),
      ...(enveloppe > 0 ? { note: `sur une enveloppe de ${formatEuros(enveloppe)}` } : {}),
    },
    {
      terme: 'Déjà dépensée',
      valeur: formatEuros(depense),
      note: bilans > 0 ? partDe(depense, t.aide) : 'aucun bilan accepté à ce jour',
    },
    {
      terme: 'Coût total des projets',
      valeur: formatEuros(t.cout),
      ...(t.cout > 0 ? { note: `aidé à ${formatTaux(t.aide / t.cout)}` } : {}),
    },
    { terme: `Communes concernées (${territoire.nom})`, valeur: String(communes.couvertes), note: `sur ${communes.total}` },
  ]
}
