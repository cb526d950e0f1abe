import type { Child, PropsWithChildren } from 'hono/jsx'

/** A link that leaves the site: new window, said in its title as the State's accessibility rules ask. */
export const LienExterne = ({
  href,
  nom,
  class: classe,
  children,
}: PropsWithChildren<{ href: string; nom?: string | undefined; class?: string | undefined }>) => (
  <a class={classe} href={href} target="_blank" rel="noopener external" title={`${nom ?? children} - nouvelle fenêtre`}>
    {children}
  </a>
)

/** Where a rule is stated: a clause of the call (« C5.8 »), or a text of law. */
export type ClauseRef = { texte: string; href: string; externe?: boolean | undefined }

/** Small link to the sentence of the call's page that states this clause; `externe` for a text of law elsewhere. */
export const Clause = ({ texte, href, externe }: ClauseRef) =>
  externe ? (
    <LienExterne class="gt-ref" href={href} nom={texte}>
      {texte}
    </LienExterne>
  ) : (
    <a class="gt-ref" href={href}>
      <span class="fr-sr-only">Clause </span>
      {texte}
    </a>
  )

/** The clause stated here: the target of `Clause`, lit on arrival. `id` comes from `ancreClause`. */
export const ClauseIci = ({ texte, id }: { texte: string; id: string }) => (
  <span class="gt-ref gt-ref--ici" id={id}>
    <span class="fr-sr-only">clause </span>
    {texte}
  </span>
)

/** « 412 ko », « 1,3 Mo » (decimal units, as files are sold and limits written). */
export const formatTaille = (octets: number) =>
  octets < 1000
    ? `${octets}\u00a0octet${octets > 1 ? 's' : ''}`
    : octets < 1_000_000
      ? `${Math.round(octets / 1000)}\u00a0ko`
      : `${(octets / 1_000_000).toFixed(1).replace('.', ',').replace(',0', '')}\u00a0Mo`

/** A file to fetch, with its format and weight: « PDF, 412 ko ». `octets` is left out when the file is made on demand. */
export const DownloadLink = ({
  href,
  format,
  octets,
  langue,
  children,
}: PropsWithChildren<{ href: string; format: string; octets?: number | undefined; langue?: string | undefined }>) => (
  <a class="fr-link fr-link--download" download href={href} hreflang={langue} data-turbo="false">
    {children}
    <span class="fr-link__detail">{octets === undefined ? format : `${format}, ${formatTaille(octets)}`}</span>
  </a>
)

/** List of files to fetch. */
export const Documents = ({ children }: PropsWithChildren) => <ul class="gt-documents">{children}</ul>

/** Keyset paging: where the list stands, and the links that exist. No page numbers: they would lie as the list moves. */
export const Pagination = ({
  position,
  debut,
  precedents,
  suivants,
  pas,
  nom = 'Pages de la liste',
}: {
  /** « Dossiers 26 à 50 sur 164 ». */
  position: string
  debut?: string | undefined
  precedents?: string | undefined
  suivants?: string | undefined
  /** How many rows the next page holds, shown in its link. */
  pas?: number | undefined
  nom?: string
}) => (
  <nav class="gt-pages" aria-label={nom}>
    <p>{position}</p>
    <ul>
      <LienPage href={debut} icone="fr-icon-arrow-left-s-first-line fr-btn--icon-left">
        Début
      </LienPage>
      <LienPage href={precedents} icone="fr-icon-arrow-left-s-line fr-btn--icon-left">
        Précédents
      </LienPage>
      <LienPage href={suivants} icone="fr-icon-arrow-right-s-line fr-btn--icon-right">
        {pas ? `${pas} suivants` : 'Suivants'}
      </LienPage>
    </ul>
  </nav>
)

const LienPage = ({ href, icone, children }: { href: string | undefined; icone: string; children?: Child }) =>
  href ? (
    <li>
      <a class={`fr-btn fr-btn--tertiary fr-btn--sm ${icone}`} href={href}>
        {children}
      </a>
    </li>
  ) : null

type Onglet = {
  libelle: string
  href: string
  courant?: boolean | undefined
  /** A count, or a state in words. */
  compte?: string | number | undefined
  /** Left out on a telephone. */
  secondaire?: boolean | undefined
}
/** Views and parts of a dossier: links, because each is a page. */
export const Onglets = ({ nom, onglets }: { nom: string; onglets: readonly Onglet[] }) => (
  <nav class="gt-onglets" aria-label={nom}>
    <ul>
      {onglets.map(o => (
        <li class={o.secondaire ? 'gt-large-seul' : undefined}>
          <a href={o.href} aria-current={o.courant ? 'page' : undefined}>
            {o.libelle}
            {o.compte !== undefined && <span class="gt-compte">{o.compte}</span>}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)
