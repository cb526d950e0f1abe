import { pluriel } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { BoutonPost } from '../../ui/form.tsx'
import type { RemarqueSituee } from './lire-brouillon.ts'
import { adresseDe, titreDeLaPlace } from './place.ts'
import { essaisBloquent, SANS_ESSAIS } from './sans-essais.rules.ts'

/** How many shown at once: the others are counted. */
const MONTREES = 40

/** What the checker says: what stops the call first, then what may be accepted with a reason when it is published. */
export const Remarques = ({
  brouillon,
  remarques,
  niveau = 2,
}: {
  brouillon: string
  remarques: readonly RemarqueSituee[]
  niveau?: 2 | 3
}) => {
  const Titre = `h${niveau}` as 'h2'
  const bloquent = remarques.filter(r => r.niveau === 'erreur')
  const avertissent = remarques.filter(r => r.niveau === 'avertissement')
  return (
    <>
      {bloquent.length > 0 && (
        <>
          <Titre class="fr-h6">{pluriel(bloquent.length, 'point bloque', 'points bloquent')} la publication</Titre>
          <Liste brouillon={brouillon} remarques={bloquent} />
          {essaisBloquent(bloquent) && <RepartirSansEssais brouillon={brouillon} />}
        </>
      )}
      {avertissent.length > 0 && (
        <>
          <Titre class="fr-h6">{pluriel(avertissent.length, 'avertissement')}</Titre>
          <p class="fr-hint-text">Ils n’empêchent pas de publier. Chacun s’accepte avec une raison, à la publication.</p>
          <Liste brouillon={brouillon} remarques={avertissent} />
        </>
      )}
    </>
  )
}

/** The test dossiers of a model speak of its questions: somebody who changes them begins again, in one press. */
export const RepartirSansEssais = ({ brouillon }: { brouillon: string }) => (
  <div class="fr-mt-2w fr-mb-4w">
    <p class="fr-hint-text fr-mb-1w">
      Vous avez changé les questions du modèle&nbsp;? Retirez les essais qui bloquent&nbsp;: cela s’annule.
    </p>
    <BoutonPost
      action={paths.studio.section(brouillon, 'essais')}
      class="fr-btn fr-btn--sm fr-btn--secondary"
      champs={{ ordre: SANS_ESSAIS }}
    >
      Repartir sans ces essais
    </BoutonPost>
  </div>
)

const Liste = ({ brouillon, remarques }: { brouillon: string; remarques: readonly RemarqueSituee[] }) => (
  <ul class="gt-studio__remarques">
    {remarques.slice(0, MONTREES).map(r => (
      <li class={`gt-studio__remarque gt-studio__remarque--${r.niveau}`}>
        <span class={r.niveau === 'erreur' ? 'fr-icon-close-circle-fill' : 'fr-icon-warning-line'} aria-hidden="true" />
        <p>
          <span class="fr-sr-only">{r.niveau === 'erreur' ? 'Bloque' : 'Avertissement'}&nbsp;: </span>
          <b>{r.fait}</b> {r.consequence} {r.remede}
          <span class="gt-sous">{titreDeLaPlace(r.section)}</span>
        </p>
        <a href={adresseDe(brouillon, r)}>
          Corriger<span class="fr-sr-only">&nbsp;: {r.fait}</span>
        </a>
      </li>
    ))}
    {remarques.length > MONTREES && <li>Et {remarques.length - MONTREES} autres.</li>}
  </ul>
)
