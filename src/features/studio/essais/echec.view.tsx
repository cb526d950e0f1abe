import { paths } from '../../../paths.ts'
import { BoutonPost } from '../../../ui/form.tsx'
import type { BrouillonEntier } from '../brouillons.queries.ts'
import type { EcartVu, EssaiVu, RegleVue } from './joues.ts'

/** One that fails: what was expected, what came, why, and two ways out. */
export const Echec = ({ brouillon, essai }: { brouillon: BrouillonEntier; essai: EssaiVu }) => (
  <section class="gt-studio__echec" aria-labelledby={`echec-${essai.code}`}>
    <h3 class="fr-h6" id={`echec-${essai.code}`}>
      {essai.titre}
    </h3>
    {essai.ecarts.map((e, i) => (
      <UnEcart ecart={e} dites={essai.ecarts.slice(0, i).flatMap(x => x.pourquoi ?? [])} />
    ))}
    <div class="gt-studio__retours">
      <BoutonPost
        action={paths.studio.attente(brouillon.id)}
        class="fr-btn fr-btn--sm fr-btn--secondary"
        champs={{ code: essai.code, revision: String(brouillon.revision) }}
      >
        Changer ce que j’attends<span class="fr-sr-only">&nbsp;: {essai.titre}</span>
      </BoutonPost>
      <Reparer brouillon={brouillon.id} regles={essai.ecarts.flatMap(e => e.regles)} />
    </div>
  </section>
)
/** `dites`: sentences that stand above, which are not said twice. */
const UnEcart = ({ ecart: e, dites }: { ecart: EcartVu; dites: readonly string[] }) => (
  <>
    <dl class="gt-studio__face">
      <div>
        <dt>{e.quoi}, vous attendiez</dt>
        <dd>{e.attendu}</dd>
      </div>
      <div>
        <dt>Les règles donnent</dt>
        <dd>
          <b>{e.obtenu}</b>
        </dd>
      </div>
    </dl>
    {(e.pourquoi?.split('\n') ?? [])
      .filter(ligne => !dites.some(d => d.includes(ligne)))
      .map(ligne => (
        <p class="fr-text--sm fr-mb-1w">{ligne}</p>
      ))}
  </>
)
/** Rules are mended where they stand; what a declaration of the call makes, and an amount, among the rules. */
const Reparer = ({ brouillon, regles }: { brouillon: string; regles: readonly RegleVue[] }) => {
  const ecrites = [...new Map(regles.flatMap(r => (r.lieu ? [[r.lieu, r] as const] : []))).values()]
  const section = paths.studio.section(brouillon, 'regles')
  if (ecrites.length === 0) return <a href={section}>Revoir les règles</a>
  return (
    <>
      {ecrites.map(r => (
        <a href={paths.studio.lieu(section, r.lieu!)}>Revoir la règle «&nbsp;{r.titre}&nbsp;»</a>
      ))}
    </>
  )
}
