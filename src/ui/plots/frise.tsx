import { pct } from './echelle.ts'

/** A date that moved, on a line of time from 0 to 1: where it was, where it is, and a limit. Beside its dates, which say the same. */
export const Frise = ({ avant, apres, limite }: { avant: number; apres: number; limite?: number | undefined }) => (
  <svg class="gt-plot" width="100%" height="20" aria-hidden="true" focusable="false">
    <line x1="0" x2="100%" y1="10" y2="10" class="gt-plot-grille" />
    {limite !== undefined && <line x1={pct(limite)} x2={pct(limite)} y1="0" y2="20" class="gt-plot-repere" />}
    <line x1={pct(avant)} x2={pct(apres)} y1="10" y2="10" class="gt-plot-courbe" />
    <circle cx={pct(avant)} cy="10" r="5" class="gt-plot-part gt-plot--vide" />
    <circle cx={pct(apres)} cy="10" r="6" class="gt-plot--plein" />
  </svg>
)
