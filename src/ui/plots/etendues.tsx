import { formatNombre } from '../../lib/euros.ts'
import { Dessin, type DessinProps } from './dessin.tsx'
import { graduations, pct } from './echelle.ts'

/** How a quantity is spread: first decile, median, last decile; and what one aims at, when somebody set it. */
export type Etendue = { libelle: string; dite: string; bas: number; mediane: number; haut: number; objectif?: number | undefined }
export type EtenduesProps = DessinProps & { etendues: readonly Etendue[]; unite: string }

const PAS = 44

/** One distribution a row: eight out of ten between the ends of the bar, the dot is the median, the tick is the aim. */
export const Etendues = ({ etendues, unite, ...dessin }: EtenduesProps) => {
  const echelons = graduations(Math.max(1, ...etendues.map(e => Math.max(e.haut, e.objectif ?? 0))), { entier: true })
  const x = (v: number) => pct(v / echelons.at(-1)!)
  const bas = etendues.length * PAS
  return (
    <Dessin {...dessin} hauteur={bas + 22}>
      {echelons.map((v, i) => (
        <>
          <line x1={x(v)} x2={x(v)} y1="18" y2={bas} class={i === 0 ? 'gt-plot-base' : 'gt-plot-grille'} />
          <text x={x(v)} y={bas + 16} class="gt-plot-axe" text-anchor={i === 0 ? 'start' : i === echelons.length - 1 ? 'end' : 'middle'}>
            {formatNombre(v)}
            {i === echelons.length - 1 ? ` ${unite}` : ''}
          </text>
        </>
      ))}
      {etendues.map((e, i) => (
        <>
          <text x="0" y={i * PAS + 14} class="gt-plot-libelle gt-plot-halo">
            {e.libelle}
          </text>
          <text x="100%" y={i * PAS + 14} class="gt-plot-fort gt-plot-halo" text-anchor="end">
            {e.dite}
          </text>
          <rect x={x(e.bas)} y={i * PAS + 24} width={x(e.haut - e.bas)} height="8" class="gt-plot-etendue" />
          {e.objectif !== undefined && (
            <line x1={x(e.objectif)} x2={x(e.objectif)} y1={i * PAS + 19} y2={i * PAS + 37} class="gt-plot-objectif" />
          )}
          <circle cx={x(e.mediane)} cy={i * PAS + 28} r="5" class="gt-plot--plein" />
        </>
      ))}
    </Dessin>
  )
}
