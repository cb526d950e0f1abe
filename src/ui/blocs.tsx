import type { Child, PropsWithChildren } from 'hono/jsx'
import { delaiRestant } from '../lib/dates.ts'
import { Echeance } from './texte.tsx'

export type TonBadge = 'neutre' | 'success' | 'info' | 'warning' | 'error' | 'new'

/** Whole names: the build keeps the classes that it finds written, and the design system has twenty more colours. */
const TONS: Record<TonBadge, string> = {
  neutre: '',
  success: 'fr-badge--success',
  info: 'fr-badge--info',
  warning: 'fr-badge--warning',
  error: 'fr-badge--error',
  new: 'fr-badge--new',
}

/** A state in one or two words. `icone` only where it adds to the word. */
export const Badge = ({
  ton = 'neutre',
  icone = false,
  petit = true,
  children,
}: PropsWithChildren<{ ton?: TonBadge; icone?: boolean; petit?: boolean }>) => (
  <p class={['fr-badge', petit && 'fr-badge--sm', TONS[ton], ton !== 'neutre' && !icone && 'fr-badge--no-icon'].filter(Boolean).join(' ')}>
    {children}
  </p>
)

/** News after an act, or a warning: `role=status` when it answers what the person has just done. */
export const Alert = ({
  ton = 'info',
  titre,
  niveau = 2,
  reponse,
  petit,
  id,
  children,
}: PropsWithChildren<{
  ton?: 'info' | 'success' | 'warning' | 'error'
  titre?: string | undefined
  niveau?: 2 | 3
  reponse?: boolean
  petit?: boolean
  id?: string | undefined
}>) => {
  const Titre = `h${niveau}` as 'h2'
  return (
    <div class={`fr-alert fr-alert--${ton}${petit ? ' fr-alert--sm' : ''} gt-alerte`} role={reponse ? 'status' : undefined} id={id}>
      {titre && <Titre class="fr-alert__title">{titre}</Titre>}
      {children}
    </div>
  )
}

/** Something apart from the text: another call, a sample. */
export const Callout = ({ titre, niveau = 3, children }: PropsWithChildren<{ titre?: string; niveau?: 2 | 3 }>) => {
  const Titre = `h${niveau}` as 'h3'
  return (
    <div class="fr-callout gt-renvoi">
      {titre && <Titre class="fr-callout__title">{titre}</Titre>}
      <div class="fr-callout__text">{children}</div>
    </div>
  )
}

/** Advice beside the text, one or two sentences. */
export const Conseil = ({ children }: PropsWithChildren) => <p class="gt-conseil">{children}</p>

/** Short line above a title, or under it. */
export const Sur = ({ children }: PropsWithChildren) => <p class="gt-sur">{children}</p>

/** Where the figures come from, or a remark under a block. */
export const Source = ({ children }: PropsWithChildren) => <p class="gt-source">{children}</p>

/** Time left before a deadline, in its largest unit; « Clôturé » once past. Refreshed by a script while the page stays open. */
export const TempsRestant = ({ maintenant, fin, suite = 'pour déposer' }: { maintenant: Date; fin: Date; suite?: string }) => {
  const delai = delaiRestant(maintenant, fin)
  return delai ? (
    <p
      class="gt-agir__delai"
      data-controller="delai"
      data-delai-maintenant-value={maintenant.getTime()}
      data-delai-fin-value={fin.getTime()}
    >
      <span class="gt-agir__nombre" data-delai-target="nombre">
        {delai}
      </span>{' '}
      <span data-delai-target="suite">{suite}</span>
    </p>
  ) : (
    <p class="gt-agir__delai">
      <span class="gt-agir__nombre">Clôturé</span>
    </p>
  )
}

/** « Clôture le vendredi 17 septembre 2021 à 23 h 59, heure de Paris ». */
export const Cloture = ({ fin, secondes }: { fin: Date; secondes?: boolean }) => (
  <p class="gt-agir__note">
    Clôture le <Echeance instant={fin} secondes={secondes ?? false} />, heure de Paris
  </p>
)

/** Action panel: a delay or a title, one full button, then secondary ways. `second` is a link with its remark. */
export const Agir = ({
  titre,
  texte,
  principal,
  second,
  liens,
  class: classe = '',
  children,
}: PropsWithChildren<{
  titre?: string | undefined
  texte?: Child
  principal?: { libelle: string; href: string } | undefined
  second?: { libelle: string; href: string; note?: string } | undefined
  liens?: readonly Child[] | undefined
  class?: string
}>) => (
  <div class={`gt-agir${classe ? ` ${classe}` : ''}`}>
    {titre && <h2 class="gt-agir__titre">{titre}</h2>}
    {texte && <p class="gt-agir__texte">{texte}</p>}
    {children}
    {principal && (
      <a class="fr-btn gt-btn-plein" href={principal.href}>
        {principal.libelle}
      </a>
    )}
    {second && (
      <p class="gt-agir__second">
        <a class="fr-link" href={second.href}>
          {second.libelle}
        </a>
        {second.note && <span class="gt-agir__note">{second.note}</span>}
      </p>
    )}
    {liens && (
      <ul class="gt-agir__liens">
        {liens.map(l => (
          <li>{l}</li>
        ))}
      </ul>
    )}
  </div>
)

export type Terme = { terme: Child; valeur: Child; note?: Child }

/** Key facts: term above, value in bold. */
export const Essentiel = ({ faits }: { faits: readonly Terme[] }) => (
  <dl class="gt-essentiel">
    {faits.map(f => (
      <div>
        <dt>{f.terme}</dt>
        <dd>
          {f.valeur}
          {f.note && <span class="gt-essentiel__note">{f.note}</span>}
        </dd>
      </div>
    ))}
  </dl>
)

/** Key figures: the value first to the eye, the term first to the ear. */
export const Reperes = ({ chiffres }: { chiffres: readonly Terme[] }) => (
  <dl class="gt-reperes">
    {chiffres.map(c => (
      <div>
        <dt>{c.terme}</dt>
        <dd>{c.valeur}</dd>
      </div>
    ))}
  </dl>
)

/** Figures of one dossier on one line, for agents. */
export const Chiffres = ({ chiffres }: { chiffres: readonly Terme[] }) => (
  <dl class="gt-chiffres">
    {chiffres.map(c => (
      <div>
        <dt>{c.terme}</dt>
        <dd>
          {c.valeur}
          {c.note && <span class="gt-sous"> {c.note}</span>}
        </dd>
      </div>
    ))}
  </dl>
)

/** Nothing yet: what this is, and when it fills. */
export const EmptyState = ({ titre, children }: PropsWithChildren<{ titre: string }>) => (
  <div class="gt-vide">
    <p>
      <b>{titre}</b>
    </p>
    {children && <p>{children}</p>}
  </div>
)

/** Two reading columns: head, sticky action panel (right after the head on a phone), then the text. */
export const Deux = ({
  tete,
  cote,
  nomCote,
  lecture,
  children,
}: PropsWithChildren<{ tete: Child; cote: Child; nomCote: string; lecture?: boolean }>) => (
  <div class="gt-deux">
    <div class="gt-deux__tete">{tete}</div>
    <aside class="gt-deux__cote" aria-label={nomCote}>
      {cote}
    </aside>
    <div class={`gt-deux__suite${lecture ? ' gt-lecture' : ''}`}>{children}</div>
  </div>
)

/** Summary of a long page. `atelier` = under the steps of a dossier, wide screens only. */
export const SurCettePage = ({ liens, atelier }: { liens: readonly { libelle: string; href: string }[]; atelier?: boolean }) => (
  <nav class={`gt-surpage${atelier ? ' gt-surpage--atelier' : ''}`} aria-labelledby="sommaire">
    <h2 class="gt-surpage__titre" id="sommaire">
      Sur cette page
    </h2>
    <ol>
      {liens.map(l => (
        <li>
          <a href={l.href}>{l.libelle}</a>
        </li>
      ))}
    </ol>
  </nav>
)
