import { paths } from '../../../paths.ts'
import { Checkbox } from '../../../ui/choix.tsx'
import { Formulaire } from '../../../ui/form.tsx'
import { CHOISISSABLES, COLONNES, type CodeColonne } from './lignes.view.tsx'

export type MesVuesProps = { vues: readonly { nom: string; href: string; courant: boolean }[]; enregistrer: string | undefined }

/** The reader's own views, and the link that keeps the filter of the page. */
export const MesVues = ({ vues, enregistrer }: MesVuesProps) =>
  vues.length === 0 && !enregistrer ? null : (
    <nav class="gt-mes-vues" aria-label="Mes vues">
      <ul>
        {vues.map(v => (
          <li>
            <a href={v.href} aria-current={v.courant ? 'page' : undefined}>
              <span class="fr-icon-star-line fr-icon--sm" aria-hidden="true" /> {v.nom}
            </a>
          </li>
        ))}
        {enregistrer && (
          <li>
            <a href={enregistrer}>Enregistrer comme vue…</a>
          </li>
        )}
        {vues.length > 0 && (
          <li>
            <a href={paths.instruction.vues}>Gérer mes vues</a>
          </li>
        )}
      </ul>
    </nav>
  )

/** Which columns the reader sees. `retour`: the query of the list, to come back to it. */
export const ChoixColonnes = ({ colonnes, retour }: { colonnes: readonly CodeColonne[]; retour: string }) => (
  <details class="gt-boite-colonnes" data-controller="menu">
    <summary class="fr-btn fr-btn--tertiary fr-btn--sm">
      Colonnes&nbsp;: {colonnes.length} sur {Object.keys(COLONNES).length}
    </summary>
    <Formulaire action={paths.instruction.colonnes} class="gt-boite-colonnes__liste">
      <input type="hidden" name="retour" value={retour} />
      <fieldset>
        <legend>Colonnes de la liste</legend>
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
