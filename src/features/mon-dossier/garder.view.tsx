import { formatJour } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import { Documents } from '../../ui/liens.tsx'
import { decompteEnMots, Verdicts } from '../../ui/verdicts.tsx'
import { Exports } from '../exports/index.ts'
import type { DeposeProps } from './depose.view.tsx'
import { LienCopie } from './fige-commun.view.tsx'

type Props = Pick<
  DeposeProps,
  'tete' | 'sha256' | 'verification' | 'verdicts' | 'relecture' | 'deuxTemps' | 'copiable' | 'retirable' | 'aEssai'
>
/** What a filed dossier keeps for later, folded: what was filed, what the rules said of it, its proof, and what may be done with it. */
export const Garder = (p: Props) => (
  <div class="gt-relire-plis">
    <details id="relecture">
      <summary>
        <b>Relire ce que vous avez déposé</b>
      </summary>
      {p.relecture}
    </details>
    {p.verdicts.length > 0 && (
      <details id="regles">
        <summary>
          <b>Les règles au moment du dépôt</b> <span>{decompteEnMots(p.verdicts)}</span>
        </summary>
        <Verdicts verdicts={p.verdicts} serre />
      </details>
    )}
    <details id="preuve">
      <summary>
        <b>Preuve du dépôt</b> <span>pour vérifier que rien n’a changé, et garder une copie</span>
      </summary>
      <p>
        Empreinte SHA-256 du contenu <span class="gt-empreinte">{p.sha256}</span>
      </p>
      <Documents>
        <li>
          <a class="fr-link" href={p.verification}>
            Vérifier cet accusé
          </a>
        </li>
        <Exports id={p.tete.id} depose />
        {p.deuxTemps?.intention && (
          <li>
            <a class="fr-link" href={`${paths.dossiers.accuse(p.tete.id)}?temps=1`} data-turbo="false">
              L’accusé de votre intention du {formatJour(p.deuxTemps.intention)} (PDF)
            </a>
          </li>
        )}
      </Documents>
    </details>
    {(p.copiable || p.retirable) && (
      <details id="autres">
        <summary>
          <b>Copier, retirer</b>
        </summary>
        <Documents>
          {p.copiable && <LienCopie id={p.tete.id} />}
          {p.retirable && (
            <li>
              <a class="fr-link" href={paths.dossiers.retrait(p.tete.id)}>
                Retirer le dossier
              </a>
            </li>
          )}
        </Documents>
      </details>
    )}
  </div>
)
