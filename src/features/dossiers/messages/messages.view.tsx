import { paths } from '../../../paths.ts'
import { EmptyState, Source } from '../../../ui/blocs.tsx'
import { Pagination } from '../../../ui/liens.tsx'
import { Rangee, Rangees } from '../../../ui/listes.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Time } from '../../../ui/texte.tsx'
import type { Message } from './messages.queries.ts'

const SANS_TITRE = 'Projet sans titre'

const Liste = ({ messages, niveau }: { messages: readonly Message[]; niveau: 2 | 3 }) => (
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

const AucunMessage = () => (
  <EmptyState titre="Aucun message.">
    Les courriels que le guichet envoie à votre structure au sujet de ses dossiers se lisent aussi ici.
  </EmptyState>
)

/** The latest messages, in the porteur's home. */
export const DerniersMessages = ({ messages, plus }: { messages: readonly Message[]; plus: boolean }) => (
  <section aria-labelledby="messages" class="fr-mt-5w">
    <h2 id="messages" class="fr-h4 fr-mb-2w">
      Messages
    </h2>
    {messages.length === 0 ? <AucunMessage /> : <Liste messages={messages} niveau={3} />}
    {plus && (
      <Source>
        <a href={paths.messages.liste}>Tous les messages</a>
      </Source>
    )}
  </section>
)

const ARIANE = [{ libelle: 'Mon espace', href: paths.espace }]

export const MessagesPage = (p: { site: Site; messages: readonly Message[]; suite: string | undefined; debut: string | undefined }) => (
  <Page site={p.site} titre="Messages" ariane={[...ARIANE, { libelle: 'Messages' }]}>
    <h1>Messages</h1>
    <p class="gt-mesure">
      Les courriels du guichet au sujet des dossiers de votre structure, les derniers d’abord. Ceux qu’un collègue a reçus avant de partir y
      restent.
    </p>
    {p.messages.length === 0 ? <AucunMessage /> : <Liste messages={p.messages} niveau={2} />}
    {(p.suite || p.debut) && <Pagination position="Les derniers d’abord" debut={p.debut} suivants={p.suite} nom="Pages des messages" />}
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
