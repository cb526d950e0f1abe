import type { Child } from 'hono/jsx'

export type Colonne<L> = {
  titre: string
  /** Its name before each value on a phone, where the title is long. */
  court?: string | undefined
  cellule: (ligne: L) => Child
  /** Figures: to the right, aligned digits. */
  num?: boolean | undefined
  /** Name for screen readers only. */
  titreCache?: boolean | undefined
  /** Sorted by this column, and the link that sorts by it. */
  tri?: { sens?: 'ascending' | 'descending' | undefined; href: string } | undefined
  /** A second line under the title: what the cells' second line holds. */
  sous?: Child
  class?: string | undefined
}

export type TableauProps<L> = {
  /** What the table holds; shown above it unless `legendeCachee`. */
  legende: string
  legendeCachee?: boolean
  colonnes: readonly Colonne<L>[]
  lignes: readonly L[]
  /** The first column names the line (`th scope=row`), or the one of this rank. True by default. */
  tete?: boolean | number
  /** Totals: one cell a column. */
  pied?: readonly Child[] | undefined
  /** Shown instead of the table when there is no line. */
  vide?: Child
  /** On a phone, one card a line with the column's name before each value; otherwise the table scrolls. True by default. `serre`: a short card, whose values need no name; `nomme`: one whose values have theirs beside them. */
  empile?: boolean | 'serre' | 'nomme'
  /** Tight lines, for agents' lists. */
  dense?: boolean
  id?: string | undefined
}

/** A number alone names nothing on a phone, where the header of its column is not shown: « Ligne 4 ». */
const Tete = ({ titre, dit, class: classe }: { titre: string; dit: Child; class?: string | undefined }) => (
  <th scope="row" class={classe} data-rang={typeof dit === 'number' ? titre : undefined}>
    {dit}
  </th>
)

/** A table of data: caption, headers with scope, a scroll region that the keyboard reaches, an empty state. */
export const Tableau = <L,>(props: TableauProps<L>) => {
  const { legende, legendeCachee, colonnes, lignes, tete = true, pied, vide, empile = true, dense, id } = props
  const rangTete = tete === true ? 0 : tete === false ? -1 : tete
  if (lignes.length === 0 && vide) return <>{vide}</>
  return (
    <div
      class={`fr-table fr-table--multiline${legendeCachee ? ' fr-table--no-caption' : ''}${empile ? ' gt-empile' : ''}${typeof empile === 'string' ? ` gt-serre gt-serre--${empile}` : ''}${dense ? ' gt-dense' : ''} gt-tableau`}
      id={id}
    >
      <div class="fr-table__wrapper">
        <div class="fr-table__container" role="region" tabindex={0} aria-label={legende}>
          <div class="fr-table__content">
            <table>
              <caption>{legende}</caption>
              <thead>
                <tr>
                  {colonnes.map(c => (
                    <EnTeteColonne {...c} />
                  ))}
                </tr>
              </thead>
              <tbody>
                {lignes.map(l => (
                  <tr>
                    {colonnes.map((c, i) =>
                      i === rangTete ? (
                        <Tete {...c} dit={c.cellule(l)} />
                      ) : (
                        <td class={classes(c)} data-titre={c.court ?? c.titre}>
                          {c.cellule(l)}
                        </td>
                      ),
                    )}
                  </tr>
                ))}
              </tbody>
              {pied && <Pied pied={pied} colonnes={colonnes as readonly Colonne<never>[]} />}
            </table>
          </div>
        </div>
      </div>
    </div>
  )
}

const classes = (c: Pick<Colonne<never>, 'num' | 'class'>) => [c.num ? 'gt-num' : '', c.class ?? ''].filter(Boolean).join(' ') || undefined

const EnTeteColonne = ({ titre, titreCache, tri, num, sous, class: classe }: Omit<Colonne<never>, 'cellule'>) => (
  <th scope="col" class={classes({ num, class: classe })} aria-sort={tri?.sens}>
    {tri ? (
      <a class={`gt-tri${tri.sens ? ` gt-tri--${tri.sens}` : ''}`} href={tri.href}>
        {titre}
      </a>
    ) : titreCache ? (
      <span class="fr-sr-only">{titre}</span>
    ) : (
      titre
    )}
    {sous && <span class="gt-sous">{sous}</span>}
  </th>
)

const Pied = ({ pied, colonnes }: { pied: readonly Child[]; colonnes: readonly Colonne<never>[] }) => (
  <tfoot>
    <tr>
      {pied.map((cellule, i) =>
        i === 0 ? (
          <th scope="row">{cellule}</th>
        ) : (
          <td class={colonnes[i] && classes(colonnes[i])} data-titre={colonnes[i]?.titre}>
            {cellule}
          </td>
        ),
      )}
    </tr>
  </tfoot>
)
