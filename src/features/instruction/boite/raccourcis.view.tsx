import type { Child } from 'hono/jsx'
import { paths } from '../../../paths.ts'
import { InterrupteurTouches } from '../touches/touches.view.tsx'

type Props = { actives: boolean; vues: number; retour: string }
const TOUCHES: readonly (readonly [Child, string])[] = [
  [<kbd>J</kbd>, 'ligne suivante'],
  [<kbd>K</kbd>, 'ligne précédente'],
  [<kbd>X</kbd>, 'cocher la ligne'],
  [
    <>
      <kbd>Maj</kbd> <kbd>X</kbd>
    </>,
    'cocher jusqu’ici',
  ],
  [<kbd>Entrée</kbd>, 'ouvrir le dossier'],
  [<kbd>S</kbd>, 'faire la suite'],
  [<kbd>A</kbd>, 'actes sur la sélection'],
  [<kbd>/</kbd>, 'rechercher'],
]

/** What the letters do, which nothing else lacks, where a script hears them; and the switch that takes them away, kept with the account (WCAG 2.1.4). */
export const Raccourcis = ({ actives, vues, retour }: Props) => (
  <details class="gt-menu gt-menu--droite gt-avec-script" id="raccourcis" data-controller="menu" data-file-target="aide">
    <summary>
      Raccourcis&nbsp;<kbd>?</kbd>
    </summary>
    <div class="gt-menu__liste gt-touches">
      <h2 class="fr-h6">Travailler au clavier</h2>
      <dl>
        {[
          ...TOUCHES,
          [
            <>
              <kbd>1</kbd> à <kbd>{vues}</kbd>
            </>,
            'changer de vue',
          ] as const,
          [<kbd>?</kbd>, 'cette aide'] as const,
        ].map(([touche, quoi]) => (
          <div>
            <dt>{touche}</dt>
            <dd>{quoi}</dd>
          </div>
        ))}
      </dl>
      <p class="gt-sous">Maj et clic sur une case cochent d’une ligne à l’autre.</p>
      <InterrupteurTouches actives={actives} retour={`${paths.instruction.boite}${retour && `?${retour}`}#raccourcis`} />
    </div>
  </details>
)
