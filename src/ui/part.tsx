import { pct } from './plots/echelle.ts'

/** A share of a whole, drawn beside its words: nothing for whoever does not see it, since the words say it. */
export const Part = ({
  part,
  motif = 'plein',
  hauteur = 14,
}: {
  part: number
  motif?: 'plein' | 'diagonales' | 'vide'
  hauteur?: number
}) => (
  <svg class="gt-part" width="100%" height={hauteur} aria-hidden="true" focusable="false">
    <rect class="gt-part__fond" x="0.5" y="0.5" width={pct(0.998)} height={hauteur - 1} />
    {part > 0 && (
      <rect class={`gt-plot-part gt-plot--${motif}`} x="0.5" y="0.5" width={pct(Math.min(1, part) * 0.998)} height={hauteur - 1} />
    )}
  </svg>
)
