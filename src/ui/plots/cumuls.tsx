import { Dessin, type DessinProps } from './dessin.tsx'
import { pct, px } from './echelle.ts'

/** One column: what is known, what is the last known value of those who have not said, and the plan as a thick tick. */
export type Cumul = {
  libelle: string
  sous: string
  plein: number
  hachure: number
  prevu: number
  /** To come: drawn as a dashed outline. */
  prevision?: boolean
  /** To come, and nothing forecast: the plan alone. */
  aVenir?: boolean
}
export type CumulsProps = DessinProps & { cumuls: readonly Cumul[]; dire: (v: number) => string; hauteur?: number }

/** One column alone would be a wall, which looks full. */
const COLONNES_MIN = 3

/** Cumulative amounts by period against a plan. Columns share the width; texts keep their size. */
export const Cumuls = ({ cumuls, dire, hauteur = 270, ...dessin }: CumulsProps) => {
  const max = Math.max(1, ...cumuls.flatMap(c => [c.plein + c.hachure, c.prevu]))
  const [haut, bas] = [30, hauteur - 44]
  const y = (v: number) => px(bas - ((bas - haut) * v) / max)
  const h = (v: number) => px(((bas - haut) * v) / max)
  const pas = 1 / Math.max(COLONNES_MIN, cumuls.length)
  return (
    <Dessin {...dessin} hauteur={hauteur}>
      <line x1="0" x2="100%" y1={bas} y2={bas} class="gt-plot-base" />
      {cumuls.map((c, i) => {
        const total = c.plein + c.hachure
        const milieu = pct((i + 0.5) * pas)
        const [x, large] = [pct((i + 0.25) * pas), pct(0.5 * pas)]
        // a value stands inside its column when there is room, and over it when the tick of the plan crosses it; the plan's own stands on its tick, or hangs
        // from one that crosses; too near one another, the table alone says both
        const traverse = c.prevu < total && !c.aVenir
        const loin = Math.abs(y(c.prevu) - y(total)) >= 16
        const dedans = h(total) > 24 && !traverse
        const dessus = y(loin ? total : Math.max(c.prevu, total)) - 6
        const couvert = (v: number) => !c.prevision && v <= c.plein
        return (
          <>
            {c.aVenir ? null : c.prevision ? (
              <rect x={x} y={y(total)} width={large} height={h(total)} class="gt-plot--vide gt-cumul__prevision" />
            ) : (
              <>
                <rect x={x} y={y(c.plein)} width={large} height={h(c.plein)} class="gt-plot--plein" />
                {c.hachure > 0 && <rect x={x} y={y(total)} width={large} height={h(c.hachure)} class="gt-plot-part gt-plot--diagonales" />}
              </>
            )}
            <rect x={pct((i + 0.14) * pas)} width={pct(0.72 * pas)} y={px(y(c.prevu) - 1.5)} height="3" class="gt-avance__repere" />
            {loin && (!traverse || h(c.prevu) > 22) && (
              <text
                x={milieu}
                y={traverse ? y(c.prevu) + 17 : y(c.prevu) - 6}
                class={`gt-plot-axe ${traverse && couvert(c.prevu) ? 'gt-plot-inverse' : 'gt-plot-halo'}`}
                text-anchor="middle"
              >
                {dire(c.prevu)}
              </text>
            )}
            {c.aVenir ? (
              <text x={milieu} y={bas - 6} class="gt-plot-axe" text-anchor="middle">
                à venir
              </text>
            ) : (
              <text
                x={milieu}
                y={dedans ? y(total) + 17 : dessus}
                class={`gt-plot-fort ${dedans && couvert(total) ? 'gt-plot-inverse' : 'gt-plot-halo'}`}
                text-anchor="middle"
              >
                {dire(total)}
              </text>
            )}
            <text x={milieu} y={bas + 18} class="gt-plot-fort" text-anchor="middle">
              {c.libelle}
            </text>
            <text x={milieu} y={bas + 35} class="gt-plot-axe" text-anchor="middle">
              {c.sous}
            </text>
          </>
        )
      })}
    </Dessin>
  )
}
