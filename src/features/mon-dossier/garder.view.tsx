import type { Child } from 'hono/jsx'
import { formatJour } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import { Documents } from '../../ui/liens.tsx'
import { decompteEnMots, Verdicts, type VerdictVue } from '../../ui/verdicts.tsx'
import type { Tete } from '../cadre/index.ts'
import { ExportDonnees, Exports } from '../exports/index.ts'
import { LienCopie } from './fige-commun.view.tsx'

export type AGarder = {
  tete: Tete
  sha256: string
  /** Nothing was filed: somebody of the service tries a call that is being written. */
  aEssai?: boolean
  verification: string
  verdicts: readonly VerdictVue[]
  relecture: Child
  /** Whether this person may withdraw it. */
  retirable: boolean
  /** Whether this person may copy it into a new draft. */
  copiable: boolean
  /** Of a call in two temps: the stage that stands filed, the day of the answers to the intentions, and when the intention of a full dossier was filed. */
  deuxTemps?: { titre: string; reponse: string | undefined; intention: Date | undefined } | undefined
}
/** What a filed dossier keeps for later, folded: what was filed, what the rules said of it, its proof, and what may be done with it. */
export const Garder = (p: AGarder) => (
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
        <Exports id={p.tete.id} />
        <ExportDonnees id={p.tete.id} depose />
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
