import { html } from 'hono/html'
import type { Child, PropsWithChildren } from 'hono/jsx'
import { pluriel } from '../lib/mots.ts'
import { paths } from '../paths.ts'
import { EnTete } from './entete.tsx'
import { AvisFinDeSession } from './fin-session.tsx'
import { BoutonPost } from './form.tsx'
import { ModaleTheme, Pied } from './pied.tsx'
import type { Site } from './site.ts'

/** A step of the breadcrumb; the last one, the page itself, has no `href`. */
export type Etape = { libelle: string; href?: string | undefined }

export type PageProps = PropsWithChildren<{
  site: Site
  /** Title of the tab, without the name of the site, which is added. */
  titre: string
  /** What a search engine shows under the title. By default, the title and what the site is for. */
  description?: string | undefined
  ariane?: readonly Etape[] | undefined
  /** The form came back refused: the title of the tab starts with « Erreur : ». */
  erreur?: boolean | undefined
  /** Tool pages of the agents: full width, lower header, tighter fields. */
  large?: boolean | undefined
  /** The content alone, with its own header, main part and footer: what a room looks at. */
  seule?: boolean | undefined
  /** No navigation: sign-in, error and print pages. */
  nue?: boolean | undefined
  /** Skip links added between « Menu » and « Pied de page ». */
  skip?: readonly { libelle: string; href: string }[] | undefined
  /** Content placed above the container, over the full width. */
  bandeau?: Child
  /** What whoever shares the page shows of it: its address and a picture, both whole, with the figures that the picture says. */
  partage?: { url: string; image: string; dite: string } | undefined
  /** A feed of what the page lists, for those who follow it. */
  flux?: string | undefined
  /** Seconds after which the browser asks for the page again, script or not. */
  relireS?: number | undefined
  /** The same, for whoever has no script. */
  sansScriptS?: number | undefined
}>

/**
 * The whole document. Pages of a signed-in person are never kept in Turbo's snapshots, so that « back » after a sign-out shows nothing.
 */
export const Page = ({
  site,
  titre,
  description = `${titre}. ${site.pied}`,
  ariane,
  erreur,
  large,
  nue,
  seule,
  skip = [],
  bandeau,
  partage,
  flux,
  relireS,
  sansScriptS,
  children,
}: PageProps) => (
  <>
    {html`<!doctype html>`}
    <html lang="fr" data-fr-scheme="system">
      <Tete
        site={site}
        titre={`${erreur ? 'Erreur : ' : ''}${titre} – ${site.nom}`}
        description={description}
        partage={partage && { ...partage, titre }}
        flux={flux}
        relireS={relireS}
        sansScriptS={sansScriptS ?? relireS}
      />
      {seule ? (
        <body class="gt-seule">
          <LiensRapides liens={[]} nue />
          {children}
        </body>
      ) : (
        <body class={large ? 'gt-outil' : undefined}>
          <LiensRapides liens={skip} nue={nue} />
          <EnTete site={site} large={large} nue={nue} />
          {site.session && <AvisFinDeSession session={site.session} large={large} />}
          {site.vue && <Vue vue={site.vue} large={large} />}
          {site.journalRompu && <Rupture constat={site.journalRompu} large={large} />}
          {site.demo && <Demonstration phrase={site.demo.phrase} large={large} />}
          <main id="contenu" tabindex={-1}>
            {bandeau}
            <div class={large ? 'gt-large' : `fr-container fr-pb-8w${ariane ? '' : ' fr-pt-4w'}`}>
              {ariane && <Ariane etapes={ariane} />}
              {children}
            </div>
          </main>
          <Pied site={site} />
          <ModaleTheme />
        </body>
      )}
    </html>
  </>
)

type TeteProps = Pick<PageProps, 'site' | 'titre' | 'flux' | 'relireS' | 'sansScriptS'> & {
  description: string
  partage: (NonNullable<PageProps['partage']> & { titre: string }) | undefined
}
const Tete = ({ site, titre, description, partage, flux, relireS, sansScriptS }: TeteProps) => (
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>{titre}</title>
    <meta name="description" content={description} />
    {partage && (
      <>
        <link rel="canonical" href={partage.url} />
        <meta property="og:type" content="article" />
        <meta property="og:locale" content="fr_FR" />
        <meta property="og:site_name" content={site.nom} />
        <meta property="og:title" content={partage.titre} />
        <meta property="og:description" content={description} />
        <meta property="og:url" content={partage.url} />
        <meta property="og:image" content={partage.image} />
        <meta property="og:image:alt" content={partage.dite} />
        <meta property="og:image:width" content="1200" />
        <meta property="og:image:height" content="630" />
        <meta name="twitter:card" content="summary_large_image" />
      </>
    )}
    <meta name="format-detection" content="telephone=no,date=no,address=no,email=no" />
    <meta name="turbo-prefetch" content="false" />
    {site.compte && <meta name="turbo-cache-control" content="no-cache" />}
    {sansScriptS && (
      <noscript>
        <meta http-equiv="refresh" content={String(sansScriptS)} />
      </noscript>
    )}
    {relireS && <meta name="turbo-visit-control" content="reload" />}
    {flux && <link rel="alternate" type="application/atom+xml" title={titre} href={flux} />}
    {site.assets.favicon && <link rel="icon" href={site.assets.favicon} type="image/svg+xml" />}
    {site.assets.polices?.map(href => (
      <link rel="preload" href={href} as="font" type="font/woff2" crossorigin="anonymous" />
    ))}
    <link rel="stylesheet" href={site.assets.css} data-turbo-track="reload" />
    {site.porteur && site.assets.cssPorteur && <link rel="stylesheet" href={site.assets.cssPorteur} data-turbo-track="dynamic" />}
    {site.services && site.assets.cssServices && <link rel="stylesheet" href={site.assets.cssServices} data-turbo-track="dynamic" />}
    {site.comite && site.assets.cssComite && <link rel="stylesheet" href={site.assets.cssComite} data-turbo-track="dynamic" />}
    {site.argent && site.assets.cssArgent && <link rel="stylesheet" href={site.assets.cssArgent} data-turbo-track="dynamic" />}
    {site.studio && site.assets.cssStudio && <link rel="stylesheet" href={site.assets.cssStudio} data-turbo-track="dynamic" />}
    {site.assets.modules?.map(href => (
      <link rel="modulepreload" href={href} />
    ))}
    <script type="module" src={site.assets.js} data-turbo-track="reload" />
  </head>
)

const LiensRapides = ({ liens, nue }: { liens: readonly { libelle: string; href: string }[]; nue?: boolean | undefined }) => (
  <div class="fr-skiplinks">
    <nav class="fr-container" role="navigation" aria-label="Accès rapide">
      <ul class="fr-skiplinks__list">
        {[
          { libelle: 'Contenu', href: '#contenu' },
          ...(nue ? [] : [{ libelle: 'Menu', href: '#menu' }]),
          ...liens,
          { libelle: 'Pied de page', href: '#pied' },
        ].map(l => (
          <li>
            <a class="fr-link" href={l.href}>
              {l.libelle}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  </div>
)

/** On every page while those of somebody else are shown. */
const Vue = ({ vue, large }: { vue: NonNullable<Site['vue']>; large?: boolean | undefined }) => (
  <section class="fr-notice fr-notice--warning" aria-label="Voir comme">
    <div class={large ? 'gt-large' : 'fr-container'}>
      <div class="fr-notice__body">
        <p>
          <span class="fr-notice__title">Vous voyez les pages de {vue.nom}.</span>{' '}
          <span class="fr-notice__desc">Lecture seule, encore {pluriel(vue.minutes, 'minute')}.</span>
        </p>
        <BoutonPost action={paths.vueComme.retour}>Revenir à mon compte</BoutonPost>
      </div>
    </div>
  </section>
)

/** Nothing closes: what was found is said until a verification finds the chain whole. */
const Rupture = ({ constat, large }: { constat: string; large?: boolean | undefined }) => (
  <section class="fr-notice fr-notice--alert" aria-label="Journal du guichet">
    <div class={large ? 'gt-large' : 'fr-container'}>
      <div class="fr-notice__body">
        <p>
          <span class="fr-notice__title">La chaîne du journal est rompue.</span>{' '}
          <span class="fr-notice__desc">Constat&nbsp;: {constat}.</span>{' '}
          <a class="fr-notice__link" href={paths.administration.journal}>
            Lire que faire
          </a>
        </p>
      </div>
    </div>
  </section>
)

const Demonstration = ({ phrase, large }: { phrase: string; large?: boolean | undefined }) => (
  <section class={`fr-notice fr-notice--info gt-demo${large ? ' gt-demo--mince' : ''}`} aria-label="Démonstration">
    <div class={large ? 'gt-large' : 'fr-container'}>
      <div class="fr-notice__body">
        <p>
          <span class="fr-notice__title">Démonstration : les dossiers sont inventés.</span> <span class="fr-notice__desc">{phrase}</span>{' '}
          <a href={paths.demo.accueil} class="fr-notice__link">
            Changer de rôle ou de date
          </a>
        </p>
      </div>
    </div>
  </section>
)

const Ariane = ({ etapes }: { etapes: readonly Etape[] }) => (
  <nav role="navigation" class="fr-breadcrumb" aria-label="vous êtes ici :">
    <button class="fr-breadcrumb__button" aria-expanded="false" aria-controls="fil" type="button">
      Voir le fil d’Ariane
    </button>
    <div class="fr-collapse" id="fil">
      <ol class="fr-breadcrumb__list">
        {etapes.map(e => (
          <li>
            {e.href ? (
              <a class="fr-breadcrumb__link" href={e.href}>
                {e.libelle}
              </a>
            ) : (
              <span class="fr-breadcrumb__link" aria-current="page">
                {e.libelle}
              </span>
            )}
          </li>
        ))}
      </ol>
    </div>
  </nav>
)
