import { paths } from '../paths.ts'
import type { LienNav, Site } from './site.ts'

/** Lines of the block mark, separated as the State's charter asks. */
const Lignes = ({ lignes }: { lignes: readonly string[] }) => lignes.map((l, i) => (i === 0 ? l : [<br />, l]))

/** The State's block mark. Never rendered by the neutral theme, which has no right to it. */
export const BlocMarque = ({ site, petit }: { site: Site; petit?: boolean | undefined }) =>
  site.theme === 'etat' && site.blocMarque ? (
    <p class={`fr-logo${petit ? ' fr-logo--sm' : ''}`}>
      <Lignes lignes={site.blocMarque} />
    </p>
  ) : null

/** « Accueil - Guichet territorial - Préfet de Corse »: the title that the design system asks on the links to the home page. */
export const titreAccueil = (site: Site) =>
  ['Accueil', site.nom, ...(site.theme === 'etat' && site.blocMarque ? [site.blocMarque.join(' ')] : [])].join(' - ')

type Props = { site: Site; large?: boolean | undefined; nue?: boolean | undefined }

export const EnTete = ({ site, large, nue }: Props) => (
  <header class="fr-header gt-entete">
    <div class="fr-header__body">
      <div class={large ? 'gt-large' : 'fr-container'}>
        <div class="fr-header__body-row">
          <Marque site={site} large={large} nue={nue} />
          {!nue && <Outils site={site} />}
        </div>
      </div>
    </div>
    {!nue && <Menu liens={site.nav} large={large} />}
  </header>
)

const Marque = ({ site, large, nue }: Props) => {
  const bloc = site.theme === 'etat' && site.blocMarque
  return (
    <div class="fr-header__brand fr-enlarge-link">
      <div class={`fr-header__brand-top${bloc ? '' : ' gt-entete__sans-bloc'}`}>
        {bloc && (
          <div class="fr-header__logo">
            <BlocMarque site={site} petit={large} />
          </div>
        )}
        {!nue && (
          <div class="fr-header__navbar">
            <button
              class="fr-btn--menu fr-btn"
              data-fr-opened="false"
              aria-controls="menu-modale"
              id="menu-bouton"
              type="button"
              title="Menu"
            >
              Menu
            </button>
          </div>
        )}
      </div>
      <div class="fr-header__service">
        <a href={paths.accueil} title={titreAccueil(site)}>
          <p class="fr-header__service-title">{site.nom}</p>
        </a>
        {!large && <p class="fr-header__service-tagline">{site.sousTitre}</p>}
      </div>
    </div>
  )
}

const Outils = ({ site }: { site: Site }) => (
  <div class="fr-header__tools">
    <div class="fr-header__tools-links">
      <ul class="fr-btns-group">
        {site.compte ? (
          <>
            <li>
              <a class="fr-btn fr-icon-account-circle-line" href={site.compte.href ?? paths.compte.voir}>
                {site.compte.libelle}
              </a>
            </li>
            <li>
              <form method="post" action={paths.deconnexion} data-turbo="false">
                <button class="fr-btn fr-icon-logout-box-r-line">Se déconnecter</button>
              </form>
            </li>
          </>
        ) : (
          <li>
            <a class="fr-btn fr-icon-account-circle-line" href={paths.connexion}>
              Se connecter
            </a>
          </li>
        )}
      </ul>
    </div>
  </div>
)

const Menu = ({ liens, large }: { liens: readonly LienNav[]; large?: boolean | undefined }) => (
  // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the design system's script moves this name to the dialog that it makes on phones
  <div class="fr-header__menu fr-modal" id="menu-modale" aria-labelledby="menu-bouton">
    <div class={large ? 'gt-large' : 'fr-container'}>
      <button class="fr-btn--close fr-btn" aria-controls="menu-modale" type="button" title="Fermer">
        Fermer
      </button>
      <div class="fr-header__menu-links" />
      <nav class="fr-nav" id="menu" role="navigation" aria-label="Menu principal" tabindex={-1}>
        <ul class="fr-nav__list">
          {liens.map(l => (
            <li class="fr-nav__item">
              <a class="fr-nav__link" href={l.href} aria-current={l.courant ? 'page' : undefined}>
                {l.libelle}
                {l.compte && <span class="gt-compte">{l.compte}</span>}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  </div>
)
