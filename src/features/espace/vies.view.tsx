import { formatEuros } from '../../lib/euros.ts'
import { paths } from '../../paths.ts'
import { Badge } from '../../ui/blocs.tsx'
import { NomStructure } from '../../ui/declaree.tsx'
import { Stations, SuiteDatee } from '../../ui/suite.tsx'
import { Echeance, Time } from '../../ui/texte.tsx'
import type { decisionsNeuves } from '../suivi/index.ts'
import { SANS_TITRE } from '../taches/index.ts'
import type { LigneEspace } from './lignes.ts'

export type DecisionNeuve = Awaited<ReturnType<typeof decisionsNeuves>>[number]

/** The dossiers of a structure, each with its life, its amount and what comes now. */
export const Vies = ({ dossiers }: { dossiers: readonly LigneEspace[] }) => (
  <ul class="fr-raw-list gt-vies">
    {dossiers.map(d => (
      <Vie d={d} structure={!uneSeule(dossiers)} />
    ))}
  </ul>
)

/** All of one structure, which the head of the page names already; one declared by hand is marked on each line. */
const uneSeule = (dossiers: readonly LigneEspace[]) =>
  dossiers.every(d => !d.partenaire && !d.declaree && d.structure === dossiers[0]?.structure)

const Vie = ({ d, structure }: { d: LigneEspace; structure: boolean }) => (
  <li class="gt-vie">
    <div>
      <h3 class="gt-vie__titre">
        <a href={paths.dossiers.voir(d.id)}>{d.titre}</a>
      </h3>
      <p class="gt-rangee__note">
        {d.numero}, {d.appel}
      </p>
      {structure && (
        <p class="gt-rangee__note">
          <NomStructure nom={d.structure} declaree={d.declaree} />
          {d.partenaire && <br />}
          {d.partenaire && 'Vous êtes partenaire'}
        </p>
      )}
    </div>
    <div>{d.stations ? <Stations {...d.stations} /> : <Badge ton={d.etat.ton}>{d.etat.mot}</Badge>}</div>
    <div class="gt-vie__suite">
      {d.aide && (
        <p>
          <b>{d.aide}</b>
        </p>
      )}
      <p>{d.maintenant}</p>
      <p class="gt-rangee__note">
        {d.date.mot} {d.date.echeance ? <Echeance instant={d.date.instant} /> : <Time instant={d.date.instant} />}
      </p>
    </div>
  </li>
)

/** An aid that was just told: its amount, then the four steps that come. */
export const Nouvelle = ({ d, plusieurs }: { d: DecisionNeuve; plusieurs: boolean }) => (
  <section class="gt-nouvelle" aria-labelledby={`decision-${d.dossierId}`}>
    <div>
      <p class="gt-rangee__note">
        Décision du <Time instant={d.envoyeeLe} forme="jour" />, {d.appel}
        {plusieurs && `, ${d.porteur}`}
      </p>
      <h2 id={`decision-${d.dossierId}`} class="gt-nouvelle__titre">
        Jusqu’à {formatEuros(d.accorde)}
      </h2>
      <p>
        pour «&nbsp;{d.titre || SANS_TITRE}&nbsp;». {demandeDite(d)}
      </p>
      <p class="fr-mt-2w">
        <a class="fr-btn" href={paths.dossiers.voir(d.dossierId)}>
          Lire la décision<span class="fr-sr-only">, dossier {d.numero}</span>
        </a>
      </p>
    </div>
    <SuiteDatee legende="Les quatre étapes qui viennent" etapes={d.suite} />
  </section>
)

const demandeDite = ({ accorde, demande }: DecisionNeuve) =>
  demande === null ? '' : demande === accorde ? 'C’est ce que vous demandiez.' : `Vous demandiez ${formatEuros(demande)}.`
