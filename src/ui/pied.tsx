import { paths } from '../paths.ts'
import { BlocMarque, titreAccueil } from './entete.tsx'
import { LienExterne } from './liens.tsx'
import type { Site } from './site.ts'

/** Links that the State's charter asks at the foot of its services; other deployers have none to show. */
const LIENS_ETAT = ['info.gouv.fr', 'service-public.gouv.fr', 'legifrance.gouv.fr', 'data.gouv.fr']

const liensDe = (site: Site) => [
  { libelle: 'Plan du site', href: paths.planDuSite },
  { libelle: `Accessibilité\u00a0: ${site.accessibilite}`, href: paths.accessibilite },
  { libelle: 'Mentions légales', href: paths.mentionsLegales },
  { libelle: 'Données personnelles', href: paths.donneesPersonnelles },
  { libelle: 'Données ouvertes', href: paths.donneesOuvertes.accueil },
  { libelle: 'Vérifier un document', href: paths.verifier },
]

export const Pied = ({ site }: { site: Site }) => {
  const etat = site.theme === 'etat'
  return (
    <footer class="fr-footer" id="pied" tabindex={-1}>
      <div class="fr-container">
        <div class="fr-footer__body">
          <div class="fr-footer__brand fr-enlarge-link">
            <a href={paths.accueil} title={titreAccueil(site)}>
              {etat && site.blocMarque ? <BlocMarque site={site} /> : <p class="gt-pied__nom">{site.nom}</p>}
            </a>
          </div>
          <div class="fr-footer__content">
            <p class="fr-footer__content-desc">{site.pied}</p>
            {etat && (
              <ul class="fr-footer__content-list">
                {LIENS_ETAT.map(nom => (
                  <li class="fr-footer__content-item">
                    <LienExterne class="fr-footer__content-link" href={`https://${nom}`}>
                      {nom}
                    </LienExterne>
                  </li>
                ))}
              </ul>
            )}
          </div>
        </div>
        <div class="fr-footer__bottom">
          <ul class="fr-footer__bottom-list">
            {liensDe(site).map(l => (
              <li class="fr-footer__bottom-item">
                <a class="fr-footer__bottom-link" href={l.href}>
                  {l.libelle}
                </a>
              </li>
            ))}
            <li class="fr-footer__bottom-item gt-avec-script">
              <button
                class="fr-footer__bottom-link fr-icon-theme-fill fr-btn--icon-left"
                aria-controls="fr-theme-modal"
                data-fr-opened="false"
                type="button"
              >
                Paramètres d’affichage
              </button>
            </li>
          </ul>
          {etat && (
            <div class="fr-footer__bottom-copy">
              <p>
                Sauf mention explicite de propriété intellectuelle détenue par des tiers, les contenus de ce site sont proposés sous{' '}
                <LienExterne href="https://github.com/etalab/licence-ouverte/blob/master/LO.md" nom="licence etalab-2.0">
                  licence etalab-2.0
                </LienExterne>
                .
              </p>
            </div>
          )}
        </div>
      </div>
    </footer>
  )
}

const THEMES = [
  { valeur: 'light', libelle: 'Thème clair' },
  { valeur: 'dark', libelle: 'Thème sombre' },
  { valeur: 'system', libelle: 'Système', aide: 'Suit les réglages de votre appareil' },
]

/** Choice of the theme; opened and applied by the design system's script, so its button hides without script. */
export const ModaleTheme = () => (
  <dialog id="fr-theme-modal" class="fr-modal" aria-labelledby="fr-theme-modal-titre">
    <div class="fr-container fr-container--fluid fr-container-md">
      <div class="fr-grid-row fr-grid-row--center">
        <div class="fr-col-12 fr-col-md-6 fr-col-lg-4">
          <div class="fr-modal__body">
            <div class="fr-modal__header">
              <button aria-controls="fr-theme-modal" title="Fermer" type="button" class="fr-btn--close fr-btn">
                Fermer
              </button>
            </div>
            <div class="fr-modal__content">
              <h2 id="fr-theme-modal-titre" class="fr-modal__title">
                Paramètres d’affichage
              </h2>
              <div id="fr-display" class="fr-display">
                <fieldset class="fr-fieldset" id="display-fieldset">
                  <legend class="fr-fieldset__legend--regular fr-fieldset__legend">Choisissez un thème.</legend>
                  {THEMES.map(t => (
                    <div class="fr-fieldset__element">
                      <div class="fr-radio-group">
                        <input value={t.valeur} type="radio" id={`theme-${t.valeur}`} name="fr-radios-theme" />
                        <label class="fr-label" for={`theme-${t.valeur}`}>
                          {t.libelle}
                          {t.aide && <span class="fr-hint-text">{t.aide}</span>}
                        </label>
                      </div>
                    </div>
                  ))}
                </fieldset>
              </div>
            </div>
          </div>
        </div>
      </div>
    </div>
  </dialog>
)
