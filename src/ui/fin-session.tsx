import { paths } from '../paths.ts'
import { motsFin } from './fin-session.mots.ts'
import type { FinDeSession } from './site.ts'

type Props = { session: FinDeSession; large?: boolean | undefined }

/**
 * Warns that the session is about to end, on a page served in its last half hour; the script shows it on a page that stays open until then, and says it aloud.
 * Without script the button opens a window of its own: what is typed here stays.
 */
export const AvisFinDeSession = ({ session, large }: Props) => {
  const mots = motsFin(session.resteS, session.prolongeable)
  return (
    <div
      class="gt-session"
      data-controller="session"
      data-session-reste-value={session.resteS}
      data-session-prolongeable-value={session.prolongeable ? 'true' : undefined}
      data-action="focusin->session#noterFocus"
    >
      <div role="status" data-session-target="etat">
        {mots && <Avis mots={mots} prolongeable={session.prolongeable} large={large} />}
      </div>
      <template data-session-target="modele">
        <Avis mots="" prolongeable={session.prolongeable} large={large} />
      </template>
    </div>
  )
}

const Avis = ({ mots, prolongeable, large }: { mots: string; prolongeable: boolean; large?: boolean | undefined }) => (
  <div class="fr-notice fr-notice--warning">
    <div class={large ? 'gt-large' : 'fr-container'}>
      <div class="fr-notice__body">
        <p class="fr-notice__title" data-session-target="mots">
          {mots}
        </p>
        <a
          class="fr-notice__link"
          href={paths.connexion}
          target="_blank"
          rel="noopener"
          title="Se connecter – nouvelle fenêtre"
          data-session-target="connexion"
          hidden
        >
          Se connecter
        </a>
        {prolongeable && (
          <form
            method="post"
            action={paths.compte.prolongation}
            target="_blank"
            data-turbo="false"
            data-action="session#prolonger"
            rel="noopener"
          >
            <button class="fr-btn fr-btn--sm fr-btn--secondary" type="submit" title="Rester connecté – nouvelle fenêtre">
              Rester connecté
            </button>
          </form>
        )}
      </div>
    </div>
  </div>
)
