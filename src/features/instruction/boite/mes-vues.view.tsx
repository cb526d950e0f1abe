import { paths } from '../../../paths.ts'
import { Checkbox } from '../../../ui/choix.tsx'
import { Formulaire } from '../../../ui/form.tsx'
import { CHOISISSABLES, COLONNES, type CodeColonne } from './lignes.view.tsx'

export type OngletVue = { libelle: string; href: string; courant: boolean; compte: number }
/** `partagee`: everybody of the service has it. `compte`: not known of the last ones. */
export type VueGardeeVue = { nom: string; href: string; courant: boolean; partagee: boolean; compte: string | undefined }
export type VuesProps = {
  vues: readonly OngletVue[]
  gardees: readonly VueGardeeVue[]
}

/** Kept views that stand in the line of views; the others behind. */
export const EN_VUE = 2

/** The views of the list in one line: those of the work, then the reader's own (a star) and those of the service (a group). */
export const Vues = ({ vues, gardees }: VuesProps) => {
  const rangees = [...gardees.filter(v => v.courant), ...gardees.filter(v => !v.courant)]
  const [enVue, autres] = [rangees.slice(0, EN_VUE), rangees.slice(EN_VUE)]
  return (
    <nav class="gt-onglets gt-file-vues" aria-label="Vues">
      <ul>
        {vues.map(v => (
          <li class={v.compte === 0 && !v.courant ? 'gt-large-seul' : undefined}>
            <a href={v.href} aria-current={v.courant ? 'page' : undefined} data-file-target="vue">
              {v.libelle}
              <span class="gt-compte">{v.compte}</span>
            </a>
          </li>
        ))}
        {enVue.map((v, i) => (
          <li class={i === 0 ? 'gt-file-vues__gardees' : undefined}>
            <LienVue {...v} />
          </li>
        ))}
        {gardees.length > 0 && (
          <li>
            <details class="gt-menu gt-menu--droite" data-controller="menu">
              <summary>{autres.length > 0 ? `${autres.length}\u00a0autre${autres.length > 1 ? 's' : ''}` : 'Gérer'}</summary>
              <ul class="gt-menu__liste">
                {autres.map(v => (
                  <li>
                    <LienVue {...v} />
                  </li>
                ))}
                <li>
                  <a href={paths.instruction.vues}>Gérer les vues</a>
                </li>
              </ul>
            </details>
          </li>
        )}
      </ul>
    </nav>
  )
}

const LienVue = ({ nom, href, courant, partagee, compte }: VueGardeeVue) => (
  <a href={href} aria-current={courant ? 'page' : undefined}>
    <span class={`${partagee ? 'fr-icon-team-line' : 'fr-icon-star-line'} fr-icon--sm`} aria-hidden="true" />
    <span class="fr-sr-only">{partagee ? 'Vue du service' : 'Ma vue'}&nbsp;: </span>
    {nom}
    {compte !== undefined && <span class="gt-compte">{compte}</span>}
  </a>
)

/** Which columns the reader sees besides those that everybody does. `retour`: the query of the list, to come back to it. */
export const ChoixColonnes = ({ colonnes, retour }: { colonnes: readonly CodeColonne[]; retour: string }) => (
  <details class="gt-menu gt-menu--droite" data-controller="menu">
    <summary>Colonnes</summary>
    <Formulaire action={paths.instruction.colonnes} class="gt-menu__liste gt-choix-colonnes">
      <input type="hidden" name="retour" value={retour} />
      <fieldset>
        <legend>
          Colonnes&nbsp;: {colonnes.length} sur {Object.keys(COLONNES).length}
        </legend>
        {CHOISISSABLES.map(c => (
          <Checkbox name="colonne" id={`colonne-${c}`} value={c} label={COLONNES[c].libelle} checked={colonnes.includes(c)} petit />
        ))}
      </fieldset>
      <button class="fr-btn fr-btn--sm" type="submit">
        Afficher
      </button>
    </Formulaire>
  </details>
)
