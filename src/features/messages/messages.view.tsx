import { paths } from '../../paths.ts'
import { Badge, EmptyState, Source } from '../../ui/blocs.tsx'
import { Pagination } from '../../ui/liens.tsx'
import { Rangee, Rangees } from '../../ui/listes.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Time } from '../../ui/texte.tsx'
import type { MonEchange } from './mes-echanges.queries.ts'
import { motNonLus } from './message.rules.ts'
import type { Message } from './messages.queries.ts'

const SANS_TITRE = 'Projet sans titre'

const Liste = ({ messages, niveau }: { messages: readonly Message[]; niveau: 3 }) => (
  <Rangees>
    {messages.map(m => (
      <Rangee
        niveau={niveau}
        titre={m.sujet}
        href={paths.messages.voir(m.id)}
        note={`${m.dossier.numero}, ${m.dossier.titre || SANS_TITRE}`}
        fin={<Time instant={m.creeLe} />}
      />
    ))}
  </Rangees>
)

/** The threads of one's dossiers: who wrote last, and what is not read. */
const Echanges = ({ echanges, niveau }: { echanges: readonly MonEchange[]; niveau: 3 }) => (
  <Rangees>
    {echanges.map(e => (
      <Rangee
        niveau={niveau}
        titre={`Échanges, ${e.titre || SANS_TITRE}`}
        href={paths.dossiers.echanges(e.id)}
        note={`${e.numero}, dernier message ${deQui(e)}`}
        badge={e.nonLus > 0 && <Badge ton="new">{motNonLus(e.nonLus)}</Badge>}
        fin={<Time instant={e.dernierLe} />}
      />
    ))}
  </Rangees>
)
const deQui = (e: MonEchange) =>
  e.moi ? 'de vous' : e.cote === 'service' ? 'du service' : e.cote === 'porteur' ? 'du porteur' : 'd’un partenaire'

const AucunMessage = () => (
  <EmptyState titre="Aucun message.">
    Les courriels que le guichet envoie à votre structure au sujet de ses dossiers se lisent aussi ici.
  </EmptyState>
)

export type DerniersProps = { messages: readonly Message[]; echanges: readonly MonEchange[]; nonLus: number; plus: boolean }
/** The latest threads and mails, in the porteur's home. */
export const DerniersMessages = ({ messages, echanges, nonLus, plus }: DerniersProps) => (
  <section aria-labelledby="messages" class="fr-mt-5w">
    <h2 id="messages" class="fr-h4 fr-mb-2w">
      Messages{nonLus > 0 && `\u00a0: ${motNonLus(nonLus)}`}
    </h2>
    {messages.length + echanges.length === 0 && <AucunMessage />}
    {echanges.length > 0 && <Echanges echanges={echanges} niveau={3} />}
    {messages.length > 0 && <Liste messages={messages} niveau={3} />}
    {plus && (
      <Source>
        <a href={paths.messages.liste}>Tous les messages</a>
      </Source>
    )}
  </section>
)

const ARIANE = [{ libelle: 'Mon espace', href: paths.espace }]
type ListeProps = {
  site: Site
  messages: readonly Message[]
  /** The threads, on the first page. */
  echanges: readonly MonEchange[]
  suite: string | undefined
  debut: string | undefined
}

export const MessagesPage = (p: ListeProps) => (
  <Page site={p.site} titre="Messages" ariane={[...ARIANE, { libelle: 'Messages' }]}>
    <h1>Messages</h1>
    {p.echanges.length > 0 && (
      <section aria-labelledby="echanges" class="fr-mb-5w">
        <h2 class="fr-h4" id="echanges">
          Échanges avec le service
        </h2>
        <Echanges echanges={p.echanges} niveau={3} />
      </section>
    )}
    <section aria-labelledby="courriels">
      <h2 class="fr-h4" id="courriels">
        Courriels du guichet
      </h2>
      <p class="gt-mesure">
        Ils parlent des dossiers de votre structure, les derniers d’abord. Ceux qu’un collègue a reçus avant de partir y restent.
      </p>
      {p.messages.length === 0 ? <AucunMessage /> : <Liste messages={p.messages} niveau={3} />}
      {(p.suite || p.debut) && <Pagination position="Les derniers d’abord" debut={p.debut} suivants={p.suite} nom="Pages des messages" />}
    </section>
  </Page>
)

/** One mail, read in place. */
export const MessagePage = ({ site, message: m }: { site: Site; message: Message }) => (
  <Page site={site} titre={m.sujet} ariane={[...ARIANE, { libelle: 'Messages', href: paths.messages.liste }, { libelle: m.sujet }]}>
    <h1>{m.sujet}</h1>
    <p class="gt-sur">
      Envoyé le <Time instant={m.creeLe} /> à {m.destinataires.join(', ')}. Dossier{' '}
      <a href={paths.dossiers.voir(m.dossier.id)}>
        {m.dossier.numero}, {m.dossier.titre || SANS_TITRE}
      </a>
      .
    </p>
    <div class="gt-mesure">
      {m.texte.split(/\n{2,}/).map(p => (
        <p>{p.split('\n').flatMap((ligne, i) => (i ? [<br />, ligne] : [ligne]))}</p>
      ))}
      {m.lien && (
        <p>
          <a class="fr-link" href={m.lien}>
            Ouvrir le lien du courriel
          </a>
        </p>
      )}
    </div>
  </Page>
)
