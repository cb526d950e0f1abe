import { Barres } from '../../../ui/plots/barres.tsx'
import { Colonnes } from '../../../ui/plots/colonnes.tsx'
import { Cle } from '../../../ui/plots/dessin.tsx'
import { Etendues } from '../../../ui/plots/etendues.tsx'
import { Marches } from '../../../ui/plots/marches.tsx'
import type { Cellule, CodeFigure, Figure, Tableau, Trace } from './figure.ts'

/** Over the whole width, with the table on the right; the others stand two by two. */
const LARGES: ReadonlySet<CodeFigure> = new Set(['jours', 'jour', 'delais'])

/** One figure: its sentence, its drawings, its table and the file that holds it. */
export const FigureVue = ({ figure: f, csv }: { figure: Figure; csv: string }) => (
  <section
    class={`gt-figure${LARGES.has(f.code) ? ' gt-figure--large' : f.code === 'charge' ? ' gt-figure--empile' : ''}`}
    aria-labelledby={`${f.code}-h`}
  >
    <div class="gt-figure__tete">
      <h2 id={`${f.code}-h`}>{f.titre}</h2>
      {f.tableau && (
        <a href={csv} data-turbo="false">
          CSV<span class="fr-sr-only">&nbsp;: {f.titre}</span>
        </a>
      )}
    </div>
    <p class="gt-figure__fait">{f.fait}</p>
    {f.tableau && (
      <div class="gt-figure__corps">
        {f.traces.length > 0 && (
          <div class="gt-figure__dessin">
            {f.traces.map(t => (
              <>
                {t.sous && <h3>{t.sous}</h3>}
                <TraceVue {...t.trace} />
              </>
            ))}
            {f.cle && <Cle signes={f.cle} />}
          </div>
        )}
        <TableauVue {...f.tableau} />
      </div>
    )}
  </section>
)

const TraceVue = (t: Trace) => {
  switch (t.genre) {
    case 'colonnes':
      return <Colonnes {...t} />
    case 'marches':
      return <Marches {...t} />
    case 'barres':
      return <Barres {...t} />
    case 'etendues':
      return <Etendues {...t} />
  }
}

const TableauVue = ({ legende, colonnes, lignes, total }: Tableau) => (
  <div class="gt-figure__table" role="region" tabindex={0} aria-label={`Tableau\u00a0: ${legende}`}>
    <table class="gt-table-simple">
      <caption class="fr-sr-only">{legende}</caption>
      <thead>
        <tr>
          {colonnes.map(({ titre }, i) => (
            <th scope="col" class={i > 0 ? 'gt-num' : undefined}>
              {titre}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lignes.map(l => (
          <Ligne cellules={l} />
        ))}
      </tbody>
      {total && (
        <tfoot>
          <Ligne cellules={total} />
        </tfoot>
      )}
    </table>
  </div>
)

const Ligne = ({ cellules }: { cellules: readonly Cellule[] }) => (
  <tr>
    {cellules.map((c, i) =>
      i === 0 ? <th scope="row">{c.href ? <a href={c.href}>{c.dit}</a> : c.dit}</th> : <td class="gt-num">{c.dit}</td>,
    )}
  </tr>
)
