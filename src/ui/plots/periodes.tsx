import { Dessin, type DessinProps, type Motif, type Repere, type Tic } from './dessin.tsx'
import { pct } from './echelle.ts'

/** What happens on one day: a mark that its key names. */
export type MarqueDuTemps = { place: number; signe: Extract<Motif, 'diagonales' | 'vide' | 'points'> | 'objectif' }
/** A span of time, from 0 to 1, with the days that follow it; `sansFin`: nothing closes it. */
export type Periode = {
  libelle: string
  du?: number | undefined
  au?: number | undefined
  sansFin?: boolean
  marques: readonly MarqueDuTemps[]
}
export type PeriodesProps = DessinProps & { periodes: readonly Periode[]; tics: readonly Tic[]; reperes: readonly Repere[] }

const [TETE, PAS, COTE] = [24, 42, 12]

/** Spans of time, a row each, under the months: a solid bar while it lasts, a mark a day. Its name stands above it, at the left, so that it is read at any width. */
export const Periodes = ({ periodes, tics, reperes, ...dessin }: PeriodesProps) => {
  const bas = TETE + periodes.length * PAS
  return (
    <Dessin {...dessin} hauteur={bas + (reperes.length > 0 ? 18 : 2)}>
      {tics.map(t => (
        <>
          <line x1={pct(t.place)} x2={pct(t.place)} y1="18" y2={bas} class="gt-plot-grille" />
          <text x={pct(t.place)} y="12" class="gt-plot-axe" text-anchor={t.ancre ?? 'middle'}>
            {t.libelle}
          </text>
        </>
      ))}
      <line x1="0" x2="100%" y1={bas} y2={bas} class="gt-plot-base" />
      {reperes.map(r => (
        <>
          <line x1={pct(r.place)} x2={pct(r.place)} y1="18" y2={bas + 4} class="gt-plot-repere" />
          <text x={pct(r.place)} y={bas + 15} class="gt-plot-fort" text-anchor={r.ancre ?? 'middle'}>
            {r.libelle}
          </text>
        </>
      ))}
      {periodes.map((p, i) => (
        <UnePeriode periode={p} haut={TETE + i * PAS} />
      ))}
    </Dessin>
  )
}

const UnePeriode = ({ periode: { libelle, du, au, sansFin, marques }, haut }: { periode: Periode; haut: number }) => (
  <>
    <text x="0" y={haut + 12} class="gt-plot-libelle gt-plot-halo">
      {libelle}
    </text>
    {du !== undefined && au !== undefined && (
      <rect
        x={pct(du)}
        y={haut + 19}
        width={pct(Math.max(au - du, 0.004))}
        height={COTE}
        class={sansFin ? 'gt-plot-part gt-plot--clair gt-cumul__prevision' : 'gt-plot-part gt-plot--plein'}
      />
    )}
    {marques.map(m =>
      m.signe === 'objectif' ? (
        <line x1={pct(m.place)} x2={pct(m.place)} y1={haut + 16} y2={haut + 34} class="gt-plot-objectif" />
      ) : (
        <rect
          x={pct(m.place)}
          y={haut + 19}
          width={COTE}
          height={COTE}
          transform={`translate(${-COTE / 2})`}
          class={`gt-plot-part gt-plot--${m.signe}`}
        />
      ),
    )}
  </>
)
