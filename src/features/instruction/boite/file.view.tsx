import { ancreDe } from '../liste/liste.ts'
import type { ColonneFile, LigneFile } from './lignes.view.tsx'
import { Case, CasePage, communDe, type SelectionProps } from './selection.view.tsx'

type Props = {
  legende: string
  colonnes: readonly ColonneFile[]
  lignes: readonly LigneFile[]
  /** Nothing for a reader who instructs nothing. */
  selection: SelectionProps | undefined
}

/**
 * The rows of the list, of two lines and one height each; on a telephone, a card each. A row is named by its dossier, and its identifier is where a link leads back to.
 */
export const Rangees = ({ legende, colonnes, lignes, selection }: Props) => (
  <div
    class={`gt-file${colonnes.some(c => !USUELLES.has(c.code)) ? ' gt-file--large' : ''}`}
    role="region"
    tabindex={0}
    aria-label={legende}
  >
    <table>
      <caption class="fr-sr-only">{legende}</caption>
      <thead>
        <tr>
          {selection && (
            <th scope="col" class="gt-f-coche">
              <CasePage {...selection} />
            </th>
          )}
          {colonnes.map(c => (
            <th scope="col" class={classes(c)} aria-sort={c.tri?.sens}>
              {c.tri ? (
                <a class={`gt-tri${c.tri.sens ? ` gt-tri--${c.tri.sens}` : ''}`} href={c.tri.href}>
                  {c.titre}
                </a>
              ) : (
                c.titre
              )}
              {c.suite}
              {c.sous}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lignes.map(l => (
          <tr id={ancreDe(l.id)} data-file-target="ligne">
            {selection && (
              <td class="gt-f-coche">
                <Case
                  id={`c-${l.id}`}
                  nom={`Choisir ${l.numero}, ${l.porteur}`}
                  cible="case"
                  name="dossier"
                  value={l.id}
                  checked={selection.cocher !== 'rien'}
                  disabled={selection.cocher === 'liste'}
                  commun={communDe(l.suite, l.sansComite)}
                  aide={l.aideDemandee ?? 0}
                />
              </td>
            )}
            {colonnes.map(c => (
              <Cellule c={c} l={l} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

const USUELLES: ReadonlySet<string> = new Set(['echeance', 'dossier', 'porteur', 'suite', 'aide'])
const classes = (c: ColonneFile) => [c.class, c.num ? 'gt-num' : ''].filter(Boolean).join(' ') || undefined

const Cellule = ({ c, l }: { c: ColonneFile; l: LigneFile }) =>
  c.code === 'dossier' ? (
    <th scope="row" class={classes(c)}>
      {c.cellule(l)}
    </th>
  ) : (
    <td class={classes(c)} data-titre={USUELLES.has(c.code) ? undefined : c.titre}>
      {c.cellule(l)}
    </td>
  )
