import { formatNombre } from '../../lib/euros.ts'
import { Axe, Dessin, type DessinProps, Grille, MARGE, type Repere, type Tic, x } from './dessin.tsx'
import { graduations, pct, px } from './echelle.ts'

export type ColonnesProps = DessinProps & {
  /** One column each, from left to right, all of the same width. */
  valeurs: readonly number[]
  /** « dossiers par jour »: what a column counts. */
  unite: string
  tics: readonly Tic[]
  reperes?: readonly Repere[] | undefined
  hauteur?: number
}

/** Characters that fit above the columns on a telephone; with more, the highest column alone says its value. */
const PLACE = 48

/** Columns of things counted: by day, by hour, by band. */
export const Colonnes = ({ valeurs, unite, tics, reperes = [], hauteur = 190, ...dessin }: ColonnesProps) => {
  const max = Math.max(1, ...valeurs)
  // room above the highest one: its value does not touch the unit
  const echelons = graduations(max * 1.05, { entier: true })
  const [haut, bas] = [reperes.length > 0 ? 32 : 18, hauteur - 22]
  const y = (v: number) => px(bas - ((bas - haut) * v) / echelons.at(-1)!)
  const pas = 1 / valeurs.length
  const toutes = valeurs.length * formatNombre(max).length <= PLACE
  const premiere = valeurs.indexOf(max)
  return (
    <Dessin {...dessin} hauteur={hauteur}>
      <Grille valeurs={echelons} y={y} unite={unite} dire={formatNombre} />
      {reperes.map(r => (
        <>
          <line x1={x(r.place)} x2={x(r.place)} y1="14" y2={bas} class="gt-plot-repere" />
          <text x={x(r.place)} y="10" class="gt-plot-libelle" text-anchor={r.ancre ?? 'middle'}>
            {r.libelle}
          </text>
        </>
      ))}
      {valeurs.map((v, i) =>
        v > 0 ? (
          <>
            <rect x={x((i + 0.1) * pas)} y={y(v)} width={pct(0.8 * pas * (1 - MARGE))} height={px(bas - y(v))} class="gt-plot--plein" />
            {(toutes || i === premiere) && (
              <text x={x((i + 0.5) * pas)} y={y(v) - 4} class="gt-plot-fort gt-plot-halo" text-anchor={i * pas > 0.97 ? 'end' : 'middle'}>
                {formatNombre(v)}
              </text>
            )}
          </>
        ) : null,
      )}
      <Axe tics={tics} y={bas} />
    </Dessin>
  )
}
