import { formatInstant, formatJour } from '../../lib/dates.ts'
import { formatEuros } from '../../lib/euros.ts'
import { pluriel } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { Badge, Chiffres, EmptyState, type TonBadge } from '../../ui/blocs.tsx'
import { NomStructure } from '../../ui/declaree.tsx'
import { BoutonPost, Formulaire } from '../../ui/form.tsx'
import { Nouvelles } from '../../ui/nouvelles.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Tableau } from '../../ui/table.tsx'
import type { Appel } from '../cahier/index.ts'
import type { EnveloppeLue } from '../enveloppes/index.ts'
import { type Refuse, Refuses } from '../signatures/index.ts'
import type { DecisionANotifier } from './notifications.queries.ts'
import type { SensNotifie } from './porteur/lettre.queries.ts'
import { estAnnoncee } from './suites/corriger.ts'
import type { Rang } from './suites/liste.rules.ts'
import { ListeComplementaire } from './suites/liste.view.tsx'

type Props = {
  site: Site
  appel: Appel
  decisions: readonly DecisionANotifier[]
  liste: readonly Rang[]
  enveloppes: readonly EnveloppeLue[]
  /** Somebody signs for the call: decisions are presented to them, from the desk. */
  aSigner: boolean
  fait?: string | undefined
  refus?: string | undefined
  /** Decisions whose letters stay, each with why. */
  refuses?: readonly Refuse[] | undefined
}
const MOTS: Record<SensNotifie, { mot: string; ton: TonBadge }> = {
  retenu: { mot: 'Retenu', ton: 'success' },
  partiel: { mot: 'Retenu en partie', ton: 'new' },
  liste_complementaire: { mot: 'Liste complémentaire', ton: 'info' },
  non_retenu: { mot: 'Non retenu', ton: 'error' },
  sans_suite: { mot: 'Sans suite', ton: 'neutre' },
}

/** From what the comité decided to the letters that are read: confirm, read again, send. */
export const NotificationsPage = ({ site, appel, decisions, liste, enveloppes, aSigner, fait, refus, refuses }: Props) => {
  const lettres = decisions.flatMap(d => d.lettres)
  const aConfirmer = decisions.filter(d => d.confirmeeLe === null)
  const pretes = lettres.filter(l => l.envoyeeLe === null)
  return (
    <Page
      site={site}
      titre={`Notifications, ${appel.titre}`}
      erreur={refus !== undefined}
      ariane={[
        { libelle: 'Accueil', href: paths.accueil },
        { libelle: 'Appels et versions', href: paths.administration.appels },
        { libelle: appel.titre, href: paths.administration.appel(appel.slug) },
        { libelle: 'Notifications' },
      ]}
    >
      <h1 class="fr-h2">Notifier les décisions</h1>
      <Nouvelles fait={fait} refus={refus} />
      {refuses && <Refuses refus={refuses} />}
      <p>
        <a class="fr-link" href={paths.administration.bureau(appel.slug)}>
          Actes et paiements, lauréat par lauréat
        </a>
      </p>
      <p>
        {aSigner ? 'Présentez à la signature ce' : 'Confirmez ce'} {appel.comite ? 'que le comité a décidé' : 'qui est décidé'},{' '}
        {aSigner ? 'puis envoyez les lettres signées' : 'relisez les lettres, puis envoyez-les'}. Personne au dehors ne voit une décision
        avant l’envoi de sa lettre.
      </p>
      <div data-controller="progression" data-progression-url-value={paths.administration.notifications(appel.slug)}>
        <div data-progression-target="vue">
          <h2 class="fr-sr-only">Lettres envoyées&nbsp;: {lettres.length - pretes.length}</h2>
          <Chiffres
            chiffres={[
              { terme: 'Décisions', valeur: decisions.length },
              { terme: 'À confirmer', valeur: aConfirmer.length },
              { terme: 'Lettres à envoyer', valeur: pretes.length },
              { terme: 'Lettres envoyées', valeur: lettres.length - pretes.length },
              { terme: 'Lettres lues', valeur: lettres.filter(l => l.ouverteLe !== null).length },
            ]}
          />
          <Envois decisions={decisions} />
          {pretes.length > 0 && (
            <BoutonPost action={paths.administration.envois(appel.slug)} class="fr-btn">
              Envoyer {pluriel(pretes.length, 'lettre')}
            </BoutonPost>
          )}
          {aSigner && pretes.length === 0 && decisions.length > 0 && (
            <BoutonPost action={paths.administration.envois(appel.slug)} class="fr-btn">
              Envoyer les lettres signées
            </BoutonPost>
          )}
          {decisions.length === 0 ? (
            <EmptyState titre="Rien n’est encore décidé.">
              {appel.comite ? 'Les décisions du comité arrivent ici dès la séance.' : 'Une décision arrive ici dès qu’elle est écrite.'}
            </EmptyState>
          ) : (
            <Formulaire action={aSigner ? paths.administration.presentation(appel.slug) : paths.administration.confirmation(appel.slug)}>
              <Decisions appel={appel} decisions={decisions} />
              {aSigner && <input type="hidden" name="avec_acte" value="oui" />}
              {aConfirmer.length > 0 && (
                <p class="fr-mt-2w">
                  <button class="fr-btn fr-btn--secondary" type="submit">
                    {aSigner ? 'Présenter à la signature' : 'Confirmer les décisions cochées'}
                  </button>
                </p>
              )}
            </Formulaire>
          )}
          {decisions.length > 0 && <ListeComplementaire appel={appel} liste={liste} enveloppes={enveloppes} />}
        </div>
        <p class="fr-sr-only" role="status" data-progression-target="annonce"></p>
      </div>
    </Page>
  )
}

/** How far the sending is, while it runs: letters asked for and not sent. */
const Envois = ({ decisions }: Pick<Props, 'decisions'>) => {
  const lettres = decisions.flatMap(d => d.lettres).filter(l => l.demandeeLe !== null)
  const faites = lettres.filter(l => l.envoyeeLe !== null).length
  if (lettres.length === 0 || faites === lettres.length) return null
  return (
    <div data-progression-target="enCours">
      <label for="envois">
        {faites} sur {pluriel(lettres.length, 'lettre')} envoyée{faites > 1 && 's'}
      </label>
      <progress id="envois" max={lettres.length} value={faites} class="gt-progression" />
    </div>
  )
}

const Decisions = ({ appel, decisions }: Pick<Props, 'appel' | 'decisions'>) => (
  <Tableau
    legende={appel.comite ? 'Décisions du comité et leurs lettres' : 'Décisions et leurs lettres'}
    legendeCachee
    tete={1}
    lignes={decisions}
    colonnes={[
      { titre: 'Confirmer', titreCache: true, cellule: d => <Case d={d} /> },
      {
        titre: 'Dossier',
        cellule: d => (
          <>
            <NomStructure nom={d.porteur} declaree={d.declaree} />
            <div class="gt-sous">
              {d.numero} · {d.titre || 'Sans titre'}
            </div>
          </>
        ),
      },
      {
        titre: 'Décision',
        cellule: d =>
          cachee(d) ? (
            <span class="gt-sous">Non montrée&nbsp;: conflit d’intérêts</span>
          ) : (
            <>
              <Badge ton={MOTS[d.sens].ton}>{MOTS[d.sens].mot}</Badge>
              {d.rang !== null && <div class="gt-sous">Rang {d.rang}</div>}
              {d.correction !== '' && <div class="gt-sous">Corrigée</div>}
              {d.rangQuitte !== null && <div class="gt-sous">Venu du rang {d.rangQuitte}</div>}
              {estAnnoncee(d.etat) && !d.enConflit && (
                <div>
                  {d.acteSigne ? (
                    <a class="fr-link fr-link--sm" href={`${paths.suivi.dossier(d.dossierId)}#avenants`}>
                      Acte signé, par avenant<span class="fr-sr-only"> pour le dossier {d.numero}</span>
                    </a>
                  ) : (
                    <a class="fr-link fr-link--sm" href={paths.administration.correction(appel.slug, d.dossierId)}>
                      Corriger<span class="fr-sr-only"> la décision du dossier {d.numero}</span>
                    </a>
                  )}
                </div>
              )}
            </>
          ),
      },
      { titre: 'Aide', num: true, cellule: d => (d.montant > 0 && !cachee(d) ? formatEuros(d.montant) : '–') },
      { titre: 'Lettres', cellule: d => <Lettres appel={appel} d={d} /> },
    ]}
  />
)

/** Whoever is in conflict on a dossier reads nothing of what was decided before its letters have left. */
const cachee = (d: DecisionANotifier) => d.enConflit && (d.lettres.length === 0 || d.lettres.some(l => l.envoyeeLe === null))

const Case = ({ d }: { d: DecisionANotifier }) => {
  if (d.confirmeeLe) return <span class="gt-sous">Confirmée</span>
  if (d.enConflit) return <span class="gt-sous">À confirmer par une autre personne</span>
  const id = `d-${d.decisionId}`
  return (
    <div class="fr-checkbox-group fr-checkbox-group--sm">
      <input type="checkbox" id={id} name="decisions" value={d.decisionId} checked />
      <label class="fr-label" for={id}>
        <span class="fr-sr-only">Confirmer {d.numero}</span>
      </label>
    </div>
  )
}

const Lettres = ({ appel, d }: { appel: Appel; d: DecisionANotifier }) => (
  <>
    {d.lettres.length === 0 && <span class="gt-sous">Préparées à la confirmation</span>}
    <ul class="fr-raw-list">
      {[...d.lettres.map(l => ({ ...l, suivi: suiviDe(l) })), ...d.anterieures.map(l => ({ ...l, suivi: remplacee(l) }))].map(l => (
        <li>
          {d.enConflit ? (
            l.structure
          ) : (
            <a href={paths.administration.lettre(appel.slug, l.id)} data-turbo="false">
              {l.structure}
            </a>
          )}
          <div class="gt-sous">{l.suivi}</div>
        </li>
      ))}
    </ul>
  </>
)

const remplacee = (l: DecisionANotifier['anterieures'][number]) => `Décision précédente, envoyée le ${formatJour(new Date(l.envoyeeLe))}`

const suiviDe = (l: DecisionANotifier['lettres'][number]) =>
  l.ouverteLe
    ? `Lue le ${formatInstant(new Date(l.ouverteLe))}`
    : l.envoyeeLe
      ? `Envoyée le ${formatInstant(new Date(l.envoyeeLe))}`
      : l.demandeeLe
        ? 'Part'
        : 'À relire'
