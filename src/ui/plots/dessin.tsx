import type { Child, PropsWithChildren } from 'hono/jsx'
import { pct } from './echelle.ts'

/**
 * Server-made plots. Widths are in %, heights and texts in pixels and there is no viewBox: a text stays legible on a telephone and at 400 %, nothing
 * scrolls. No colour in the SVG: classes take those of the theme (`plots.css`). Series differ by pattern (`MOTIFS`), never by hue alone. Each plot
 * has a title, a description with its main figures, and stands beside a table that holds every value.
 */
export type DessinProps = {
  /** Unique in the page. */
  id: string
  titre: string
  /** The main figures, for whoever does not see the drawing. */
  desc: string
}

export const Dessin = ({ id, titre, desc, hauteur, children }: PropsWithChildren<DessinProps & { hauteur: number }>) => (
  <svg class="gt-plot" width="100%" height={hauteur} role="img" aria-labelledby={`${id}-t ${id}-d`}>
    <title id={`${id}-t`}>{titre}</title>
    <desc id={`${id}-d`}>{desc}</desc>
    {children}
  </svg>
)

/** Fills of a series, in the order of use: empty, dots, crosses, diagonals, light, solid. */
export const MOTIFS = ['vide', 'points', 'croix', 'diagonales', 'clair', 'plein'] as const
export type Motif = (typeof MOTIFS)[number]

/** The patterns that fills refer to: once a page, before its plots. */
export const Motifs = () => (
  <svg class="gt-plot-motifs" width="0" height="0" aria-hidden="true" focusable="false">
    <defs>
      <pattern id="gt-plot-points" width="5" height="5" patternUnits="userSpaceOnUse">
        <circle cx="2.5" cy="2.5" r="1.1" class="gt-plot--plein" />
      </pattern>
      <pattern id="gt-plot-diagonales" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path d="M0 0V6" stroke-width="3.5" class="gt-plot-trait" />
      </pattern>
      <pattern id="gt-plot-croix" width="6" height="6" patternUnits="userSpaceOnUse">
        <path d="M0 0L6 6M6 0L0 6" stroke-width="1.6" class="gt-plot-trait" />
      </pattern>
    </defs>
  </svg>
)

/** What each fill or mark stands for, under a plot. */
export const Cle = ({
  signes,
}: {
  signes: readonly { signe: Motif | 'mediane' | 'etendue' | 'objectif' | 'repere' | 'jalon' | 'tirets'; libelle: Child }[]
}) => (
  <ul class="gt-plot-cle">
    {signes.map(s => (
      <li>
        <svg width="24" height="14" aria-hidden="true" focusable="false">
          <Signe signe={s.signe} />
        </svg>{' '}
        {s.libelle}
      </li>
    ))}
  </ul>
)

const Signe = ({ signe }: { signe: Parameters<typeof Cle>[0]['signes'][number]['signe'] }) => {
  if (signe === 'mediane') return <circle cx="12" cy="7" r="5" class="gt-plot--plein" />
  if (signe === 'objectif') return <line x1="12" x2="12" y1="0" y2="14" class="gt-plot-objectif" />
  if (signe === 'repere') return <line x1="12" x2="12" y1="0" y2="14" class="gt-plot-repere" />
  if (signe === 'jalon') return <rect x="1" y="5.5" width="22" height="3" class="gt-avance__repere" />
  if (signe === 'tirets') return <rect x=".5" y=".5" width="23" height="13" class="gt-plot--vide gt-cumul__prevision" />
  if (signe === 'etendue') return <rect y="3" width="24" height="8" class="gt-plot-etendue" />
  return <rect x=".5" y=".5" width="23" height="13" class={`gt-plot-part gt-plot--${signe}`} />
}

export type Ancre = 'start' | 'middle' | 'end'
/** A word under the horizontal axis, at a place from 0 to 1. */
export type Tic = { place: number; libelle: string; ancre?: Ancre | undefined }
/** A moment to see: a dashed line over the whole height, its words on top. */
export type Repere = Tic

/** Columns keep the left of the drawing for what the grid says. */
export const MARGE = 0.06
/** Where a place of the horizontal axis is. */
export const x = (place: number) => pct(MARGE + place * (1 - MARGE))

/** Lines of the grid and what they say; the unit stands once, on the top one. */
export const Grille = ({
  valeurs,
  y,
  unite,
  dire,
}: {
  valeurs: readonly number[]
  y: (v: number) => number
  unite: string
  dire: (v: number) => string
}) => (
  <>
    <line x1="0" x2="100%" y1={y(0)} y2={y(0)} class="gt-plot-base" />
    {valeurs.slice(1).map((v, i) => (
      <>
        <line x1="0" x2="100%" y1={y(v)} y2={y(v)} class="gt-plot-grille" />
        <text x="0" y={y(v) - 3} class="gt-plot-axe gt-plot-halo">
          {dire(v)}
          {i === valeurs.length - 2 ? ` ${unite}` : ''}
        </text>
      </>
    ))}
  </>
)

export const Axe = ({ tics, y }: { tics: readonly Tic[]; y: number }) => (
  <>
    {tics.map(t => (
      <>
        <line x1={x(t.place)} x2={x(t.place)} y1={y} y2={y + 4} class="gt-plot-base" />
        <text x={x(t.place)} y={y + 18} class="gt-plot-axe" text-anchor={t.ancre ?? 'middle'}>
          {t.libelle}
        </text>
      </>
    ))}
  </>
)
