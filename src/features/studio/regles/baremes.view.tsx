import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Tableau } from '../../../ui/table.tsx'
import { ecrireLieu } from '../document/lieux.ts'
import type { Bareme } from '../motifs/baremes.ts'
import type { RegleDite } from '../motifs/regles-dites.ts'
import { sectionDe } from '../sections.table.ts'
import { reglesA, type Temps } from './temps.ts'

/** The scales that a sentence stands on, beside it; each is changed on its own page. */
export const Baremes = ({ brouillon, baremes }: { brouillon: string; baremes: readonly Bareme[] }) => (
  <>
    {baremes.map(b => (
      <div class="gt-studio__bareme">
        <Tableau
          legende={b.titre}
          dense
          empile={false}
          lignes={b.lignes}
          colonnes={[
            { titre: b.cas, cellule: l => l.cas },
            { titre: b.valeur, num: true, cellule: l => l.valeur },
          ]}
        />
        {b.reste > 0 && <p class="fr-hint-text">Et {pluriel(b.reste, 'autre ligne', 'autres lignes')}.</p>}
        <p>
          <a href={paths.studio.lieu(paths.studio.section(brouillon, sectionDe(b.chemin) ?? 'regles'), ecrireLieu(b.chemin))}>
            Modifier ce barème<span class="fr-sr-only">&nbsp;: {b.titre}</span>
          </a>
        </p>
      </div>
    ))}
  </>
)

/** The scales that its sentences stand on: folded on a screen, open on paper; each stands once. */
type BaremesDeLaRegleProps = { regle: Pick<RegleDite, 'baremes' | 'plusHaut'>; brouillon: string; temps: Temps }
export const BaremesDeLaRegle = ({ regle: { baremes, plusHaut }, brouillon, temps }: BaremesDeLaRegleProps) => (
  <>
    {baremes.length > 0 && (
      <details class="gt-studio__repli gt-studio__baremes">
        <summary>
          {baremes.length > 1 ? 'Barèmes' : 'Barème'}&nbsp;: {baremes.map(b => b.titre).join(', ')}
        </summary>
        <Baremes brouillon={brouillon} baremes={baremes} />
      </details>
    )}
    {plusHaut.map(({ titre, rang }) => (
      <p class="gt-sous">
        Barème plus haut&nbsp;: <a href={`#${ecrireLieu([...reglesA(temps), rang])}`}>{titre}</a>
      </p>
    ))}
  </>
)
/** The same under the form where the aid, or a calculation, is written. */
export const BaremesDuCalcul = (p: { brouillon: string; baremes: readonly Bareme[] }) =>
  p.baremes.length > 0 ? (
    <section aria-labelledby="baremes">
      <h2 class="fr-h5" id="baremes">
        {p.baremes.length > 1 ? 'Les barèmes de ce calcul' : 'Le barème de ce calcul'}
      </h2>
      <Baremes {...p} />
    </section>
  ) : null
