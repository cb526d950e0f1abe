import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { BoutonPost } from '../../../ui/form.tsx'
import type { Section } from '../sections.table.ts'
import type { Usage } from './usages.view.tsx'

/** `nom`: the words of the question, as they were when it went. */
export type Citee = { id: string; nom: string; usages: (Usage & { lieu: string })[] }
type Props = { brouillon: string; revision: number; section: Section; citees: readonly Citee[] }

/** What a section still says of questions that are there no more: nothing was taken away with them, and each place has its remedies. */
export const Disparues = ({ brouillon, revision, section, citees }: Props) => (
  <>
    {citees.map(({ id, nom, usages }) => (
      <Alert ton="error" titre={`La question «\u00a0${nom}\u00a0» a été retirée, et cette partie de l’appel en parle encore`}>
        <p>
          Rien d’autre n’a été retiré. Une règle qui la nomme ne juge rien, et l’appel ne se publie pas ainsi. Remettez la question, ou
          récrivez ce qui suit.
        </p>
        <ul>
          {usages.map(u => (
            <li>
              <a href={u.href}>
                Récrire<span class="fr-sr-only"> </span>&nbsp;: {u.nom}
              </a>
              {/^\/(phases\/dossier_complet\/)?regles\/\d+$/.test(u.lieu) && (
                <BoutonPost
                  action={paths.studio.section(brouillon, section)}
                  class="fr-btn fr-btn--sm fr-btn--tertiary-no-outline"
                  champs={{ revision: String(revision), ordre: `retirer ${u.lieu}` }}
                >
                  Retirer cette règle<span class="fr-sr-only">, {u.nom}</span>
                </BoutonPost>
              )}
            </li>
          ))}
        </ul>
        <BoutonPost
          action={paths.studio.section(brouillon, section)}
          class="fr-btn fr-btn--sm fr-btn--secondary"
          champs={{ revision: String(revision), ordre: `remettre ${id}` }}
        >
          Remettre la question «&nbsp;{nom}&nbsp;»
        </BoutonPost>
      </Alert>
    ))}
  </>
)
