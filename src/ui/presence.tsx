import { motsPresence, type Partie, type Present } from './presence.mots.ts'

type Props = {
  /** Where an open page says that it is. */
  url: string
  partie: Partie
  ici: string
  titres: Readonly<Record<string, string>>
  autres: readonly Present[]
}

/** Who else is there, said politely; a script asks again while the page is seen. */
export const PresenceVue = ({ url, partie, ici, titres, autres }: Props) => (
  <p
    class="gt-presence"
    role="status"
    data-controller="presence"
    data-presence-url-value={url}
    data-presence-etape-value={ici}
    data-presence-titres-value={JSON.stringify(titres)}
    data-presence-partie-value={partie}
    data-action="presence:vue->enregistrement#suivre"
  >
    {motsPresence(autres, { ici, titre: e => titres[e], partie })}
  </p>
)
