import { formatNombre } from '../../lib/euros.ts'
import { Axe, Dessin, type DessinProps, Grille, MARGE, type Tic, x } from './dessin.tsx'
import { graduations, pct, px } from './echelle.ts'

export type MarchesProps = DessinProps & {
  /** What had come by the end of each slot, from left to right; only the slots that have passed. */
  cumuls: readonly number[]
  /** Slots of the whole axis. */
  sur: number
  unite: string
  tics: readonly Tic[]
  hauteur?: number
}

/** A cumulative count, as a step curve: it rises when something comes. */
export const Marches = ({ cumuls, sur, unite, tics, hauteur = 110, ...dessin }: MarchesProps) => {
  const echelons = graduations(Math.max(1, ...cumuls), { entier: true, pas: 2 })
  const [haut, bas] = [18, hauteur - 22]
  const y = (v: number) => px(bas - ((bas - haut) * v) / echelons.at(-1)!)
  const h = bas - haut
  const trait = `M0 ${h}${cumuls.map((c, i) => `V${px(y(c) - haut)}H${i + 1}`).join('')}`
  return (
    <Dessin {...dessin} hauteur={hauteur}>
      {/* stretched in width only: the stroke keeps its thickness */}
      <svg
        x={x(0)}
        y={haut}
        width={pct(1 - MARGE)}
        height={h}
        viewBox={`0 0 ${Math.max(1, sur)} ${h}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <path d={`${trait}V${h}Z`} class="gt-plot-aire" />
        <path d={trait} class="gt-plot-courbe" vector-effect="non-scaling-stroke" />
      </svg>
      <Grille valeurs={echelons} y={y} unite={unite} dire={formatNombre} />
      <Axe tics={tics} y={bas} />
    </Dessin>
  )
}
