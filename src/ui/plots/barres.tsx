import { Dessin, type DessinProps, MOTIFS, type Motif } from './dessin.tsx'
import { pct } from './echelle.ts'

export type Barre = {
  libelle: string
  /** The value as it is read: « 1,20 M€ », « 49 à traiter sur 80 ». */
  dite: string
  /** One part, or several on one another, in the order of `motifs`. Never negative. */
  parts: readonly number[]
}
export type BarresProps = DessinProps & {
  barres: readonly Barre[]
  /** What the whole width is worth; the longest bar when absent. An envelope: its amount. */
  max?: number | undefined
  /** Fills of the parts; one part is solid. */
  motifs?: readonly Motif[] | undefined
}

/** Pixels from one bar to the next: its words above it, then the bar. */
const PAS = 42
/** Characters of a name that stand above a bar on a telephone, beside its value; the table has the rest. */
const LIBELLE = 40
const court = (s: string) => (s.length > LIBELLE ? `${s.slice(0, LIBELLE - 1).trimEnd()}…` : s)
const somme = (ns: readonly number[]) => ns.reduce((s, n) => s + n, 0)

/** Horizontal bars, what they are and what they are worth written above each. In parts, they say who or what makes them up. */
export const Barres = ({ barres, max, motifs, ...dessin }: BarresProps) => {
  const large = max || Math.max(1, ...barres.map(b => somme(b.parts)))
  const remplis = motifs ?? (barres.some(b => b.parts.length > 1) ? MOTIFS : (['plein'] as const))
  return (
    <Dessin {...dessin} hauteur={barres.length * PAS}>
      {barres.map((b, i) => (
        <>
          <text x="0" y={i * PAS + 13} class="gt-plot-libelle">
            {court(b.libelle)}
          </text>
          <text x="100%" y={i * PAS + 13} class="gt-plot-fort gt-plot-halo" text-anchor="end">
            {b.dite}
          </text>
          {b.parts.map((p, j) =>
            p > 0 ? (
              <rect
                x={pct(somme(b.parts.slice(0, j)) / large)}
                y={i * PAS + 19}
                width={pct(p / large)}
                height="16"
                class={`gt-plot-part gt-plot--${remplis[j % remplis.length]}`}
              />
            ) : null,
          )}
          <line x1="0" x2="0" y1={i * PAS + 17} y2={i * PAS + 37} class="gt-plot-base" />
        </>
      ))}
    </Dessin>
  )
}
