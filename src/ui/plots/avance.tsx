import type { Motif } from './dessin.tsx'
import { pct } from './echelle.ts'

export type AvanceProps = {
  /** What the whole width is worth. */
  total: number
  /** From left to right; never negative. */
  parts: readonly { valeur: number; motif: Motif }[]
  /** Where one should be: a thick tick over the bar. */
  repere?: number | null | undefined
  hauteur?: number
}

/** One bar for how far something has gone, beside its figures, which say the same: nothing of it is read aloud. */
export const Avance = ({ total, parts, repere, hauteur = 12 }: AvanceProps) => {
  const large = Math.max(1, total)
  const x = (v: number) => pct(Math.min(1, Math.max(0, v / large)))
  let depuis = 0
  return (
    <svg class="gt-plot gt-avance" width="100%" height={hauteur + 6} aria-hidden="true" focusable="false">
      <rect x="0" y="3" width="100%" height={hauteur} class="gt-avance__fond" />
      {parts.map(p => {
        const debut = depuis
        depuis += p.valeur
        return p.valeur > 0 ? (
          <rect x={x(debut)} y="3" width={x(p.valeur)} height={hauteur} class={`gt-plot-part gt-plot--${p.motif}`} />
        ) : null
      })}
      {repere !== undefined && repere !== null && (
        <rect
          x={x(Math.min(repere, 0.995 * large))}
          y="0"
          width="3"
          height={hauteur + 6}
          transform="translate(-1.5 0)"
          class="gt-avance__repere"
        />
      )}
    </svg>
  )
}
