import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { BoutonPost } from '../../../ui/form.tsx'
import { SECTIONS } from '../sections.table.ts'
import type { Laisse } from './laisses.ts'

/** Characters of the sentence that is shown as an example. */
const EXTRAIT = 80
const extrait = (t: string) => (t.length > EXTRAIT ? `${t.slice(0, EXTRAIT - 1).trimEnd()}…` : t)

/** « 8 textes et 3 dates, dont 2 passées ». */
function combien({ textes, dates, passees }: Laisse): string {
  const jours = dates > 0 ? `${pluriel(dates, 'date')}${passees > 0 ? `, dont ${pluriel(passees, 'passée')}` : ''}` : ''
  return [textes.length > 0 ? pluriel(textes.length, 'texte') : '', jours].filter(Boolean).join(' et ')
}

/** What a draft has from its model as it was: nothing is wrong with it, and nobody has read it. It keeps nothing from being published. */
export const Laisses = ({ brouillon, laisses }: { brouillon: string; laisses: readonly Laisse[] }) =>
  laisses.length === 0 ? null : (
    <>
      <h3 class="fr-h6">Vient du modèle, jamais relu</h3>
      <p class="fr-hint-text">Rien de cela n’empêche de publier.</p>
      <ul class="gt-studio__remarques">
        {laisses.map(l => (
          <li class="gt-studio__remarque">
            <span class="fr-icon-information-line" aria-hidden="true" />
            <div>
              <p>
                <b>{combien(l)}</b>
                {l.textes[0] && <>, par exemple «&nbsp;{extrait(l.textes[0])}&nbsp;»</>}
                <span class="gt-sous">{SECTIONS[l.section].titre}</span>
              </p>
              <BoutonPost
                action={paths.studio.seuils(brouillon)}
                champs={{ cle: l.cle, lu: 'oui', retour: 'brouillon' }}
                class="fr-btn fr-btn--tertiary fr-btn--sm"
              >
                C’est bien ainsi<span class="fr-sr-only">&nbsp;: {SECTIONS[l.section].titre}</span>
              </BoutonPost>
            </div>
            <a href={paths.studio.section(brouillon, l.section)}>
              Relire<span class="fr-sr-only">&nbsp;: {SECTIONS[l.section].titre}</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  )
