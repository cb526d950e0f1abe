import { paths } from '../../paths.ts'
import { Alert, EmptyState } from '../../ui/blocs.tsx'
import { Field } from '../../ui/champs.tsx'
import { Formulaire } from '../../ui/form.tsx'
import { Pagination } from '../../ui/liens.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { TitreAction } from '../../ui/titres.tsx'
import { DerniersMessages, type DerniersProps } from '../messages/index.ts'
import { ListeTaches, type TacheEspace } from '../taches/index.ts'
import type { LigneEspace } from './lignes.ts'
import { type DecisionNeuve, Nouvelle, Vies } from './vies.view.tsx'

export type EspaceProps = {
  site: Site
  /** Number of the dossier whose project a structure has just declined; empty without any. */
  decline: string
  structures: readonly { id: string; nom: string; etat: 'active' | 'demandee' }[]
  taches: readonly TacheEspace[]
  /** How many tasks wait in all. */
  attentes: number
  /** The calls in which a structure has several dossiers to rank. */
  ordres: readonly { structure: string; appel: string; href: string }[]
  dossiers: readonly LigneEspace[]
  /** Aids that were just told, each with what comes after. */
  decisions: readonly DecisionNeuve[]
  /** The latest, and whether there are more; absent while one searches. */
  messages: DerniersProps | undefined
  total: number
  /** Searching: the words, and how many dossiers hold them. */
  q: string
  trouves: number | undefined
  suite: string | undefined
  debut: string | undefined
}
/** With fewer dossiers than this, one reads them all at a glance. */
const RECHERCHE_AU_DELA = 10

/** A porteur's home: what is to be done, by date, then every dossier of their structures. */
export const EspacePage = (p: EspaceProps) => (
  <Page site={p.site} titre="Mon espace">
    {p.decline && (
      <Alert ton="success" petit reponse>
        <p>
          Votre structure ne participe plus au projet du dossier {p.decline}. Nous avons transmis votre motif à la structure qui le porte.
        </p>
      </Alert>
    )}
    <TitreAction
      titre="Mon espace"
      action={
        p.structures.some(s => s.etat === 'active') && (
          <a class="fr-btn fr-btn--tertiary fr-icon-add-line fr-btn--icon-left" href={paths.appels.liste}>
            Commencer un dossier
          </a>
        )
      }
    >
      <Structures structures={p.structures} />
    </TitreAction>
    {p.decisions.map(d => (
      <Nouvelle d={d} plusieurs={p.structures.length > 1} />
    ))}
    {p.taches.length > 0 && (
      <section aria-labelledby="faire" class="fr-mt-4w">
        <h2 id="faire" class="fr-h4 fr-mb-2w">
          À faire : {p.attentes}
        </h2>
        <ListeTaches taches={p.taches} />
        {p.attentes > p.taches.length && <p class="gt-source">Les {p.taches.length} plus urgentes. Les autres sont dans la liste.</p>}
      </section>
    )}
    {(p.total > 0 || p.structures.some(s => s.etat === 'active')) && <Dossiers {...p} />}
    {p.messages && p.structures.some(s => s.etat === 'active') && <DerniersMessages {...p.messages} />}
    {p.structures.length === 0 && <SansStructure />}
    {p.structures.length > 0 && p.structures.every(s => s.etat === 'demandee') && <EnAttendant />}
  </Page>
)

const Structures = ({ structures }: Pick<EspaceProps, 'structures'>) => (
  <ul class="fr-raw-list">
    {structures.map(s => (
      <li>
        {s.nom}
        {s.etat === 'demandee' ? ' : votre demande attend l’accord d’un membre ou du service.' : '. '}
        {s.etat === 'active' && (
          <a href={paths.structures.voir(s.id)}>
            Gérer les accès<span class="fr-sr-only"> : {s.nom}</span>
          </a>
        )}
      </li>
    ))}
  </ul>
)

const Dossiers = ({ ordres, dossiers, total, q, trouves, suite, debut }: EspaceProps) => (
  <section aria-labelledby="dossiers" class="fr-mt-5w">
    <h2 id="dossiers" class="fr-h4 fr-mb-2w">
      {trouves === undefined ? `Vos dossiers\u00a0: ${total}` : `Dossiers trouvés\u00a0: ${trouves} sur\u00a0${total}`}
    </h2>
    {ordres.length > 0 && (
      <ul>
        {ordres.map(o => (
          <li>
            <a href={o.href}>
              Ranger vos dossiers&nbsp;: {o.appel}, {o.structure}
            </a>
          </li>
        ))}
      </ul>
    )}
    {(total > RECHERCHE_AU_DELA || q) && <Recherche q={q} />}
    {dossiers.length === 0 ? q ? <RienTrouve q={q} /> : <AucunDossier /> : <Vies dossiers={dossiers} />}
    {(suite || debut) && (
      <Pagination position={`${trouves ?? total}\u00a0dossiers, les derniers modifiés d’abord`} debut={debut} suivants={suite} />
    )}
  </section>
)

const Recherche = ({ q }: { q: string }) => (
  <Formulaire action={paths.espace} method="get" class="gt-filtres">
    <Field name="q" type="search" label="Chercher un dossier" hint="Titre, numéro, appel ou structure" value={q} />
    <button class="fr-btn fr-btn--secondary" type="submit">
      Chercher
    </button>
    {q && <a href={paths.espace}>Tous les dossiers</a>}
  </Formulaire>
)

const RienTrouve = ({ q }: { q: string }) => (
  <EmptyState titre={`Aucun dossier ne contient «\u00a0${q}\u00a0».`}>
    <a href={paths.espace}>Voir tous les dossiers</a>
  </EmptyState>
)

const AucunDossier = () => (
  <EmptyState titre="Vous n’avez pas encore de dossier.">
    <a href={paths.appels.liste}>Voir les appels ouverts</a>, puis « Commencer un dossier ».
  </EmptyState>
)

/** Nobody has accepted this person yet: nothing to fill in, but the project can be prepared, and somebody asked. */
const EnAttendant = () => (
  <section class="fr-mt-4w" aria-labelledby="attendant">
    <h2 class="fr-h4" id="attendant">
      En attendant
    </h2>
    <EmptyState titre="Votre demande n’est pas encore acceptée.">
      Vous recevrez un courriel dès qu’elle le sera. D’ici là, vous pouvez commencer un dossier et le rédiger&nbsp;: il ne manquera que le
      dépôt. Si la clôture approche, <a href={paths.aide}>demandez au service</a> de l’accepter.
    </EmptyState>
    <ul class="fr-btns-group fr-btns-group--inline-md fr-mt-2w">
      <li>
        <a class="fr-btn" href={paths.appels.liste}>
          Voir les appels ouverts
        </a>
      </li>
      <li>
        <a class="fr-btn fr-btn--secondary" href={paths.eligibilite.choisir}>
          Suis-je éligible&#8239;?
        </a>
      </li>
    </ul>
  </section>
)

const SansStructure = () => (
  <section class="fr-mt-4w" aria-labelledby="debut">
    <h2 class="fr-h4" id="debut">
      Pour commencer
    </h2>
    <EmptyState titre="Votre compte n’est rattaché à aucune structure.">
      Un dossier appartient à une structure&nbsp;: votre commune, votre intercommunalité… Rejoignez la vôtre pour voir ses dossiers ou en
      commencer un.
    </EmptyState>
    <ul class="fr-btns-group fr-btns-group--inline-md fr-mt-2w">
      <li>
        <a class="fr-btn" href={paths.structures.rejoindre}>
          Rejoindre ma structure
        </a>
      </li>
      <li>
        <a class="fr-btn fr-btn--secondary" href={paths.appels.liste}>
          Voir les appels ouverts
        </a>
      </li>
    </ul>
  </section>
)
