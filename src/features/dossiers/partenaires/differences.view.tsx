import type { Child } from 'hono/jsx'
import { Tableau } from '../../../ui/table.tsx'
import { Paragraphes } from '../valeur-lue.view.tsx'
import type { Changement, Difference } from './differences.ts'

const QUOI = { ajoutee: 'ligne ajoutée', retiree: 'ligne retirée', modifiee: 'ligne modifiée' } as const

/** The name of what changed, for a list in one line. */
export const nomDifference = (d: Difference): string => (d.genre === 'ligne' ? `${d.libelle} (${QUOI[d.quoi]})` : d.libelle)

/** What has changed: old and new side by side. Deletion and insertion are marked for those who hear the page as for those who see it. */
export const Differences = ({ differences, legende }: { differences: readonly Difference[]; legende: string }) => (
  <Tableau
    legende={legende}
    legendeCachee
    lignes={differences}
    colonnes={[
      { titre: 'Ce qui a changé', cellule: d => <Nom d={d} /> },
      { titre: 'Avant', cellule: d => cote(d, 'avant') },
      { titre: 'Maintenant', cellule: d => cote(d, 'apres') },
    ]}
  />
)

const Nom = ({ d }: { d: Difference }) => (
  <>
    {d.libelle}
    {d.genre === 'ligne' && <div class="gt-sous">{QUOI[d.quoi]}</div>}
    {d.etape && <div class="gt-sous">{d.etape}</div>}
  </>
)

type Cote = 'avant' | 'apres'
function cote(d: Difference, c: Cote): Child {
  if (d.genre === 'champ') return <Valeur texte={d[c]} cote={c} />
  if (d.genre === 'ordre') return c === 'avant' ? 'Un ordre' : 'Un autre ordre, les mêmes lignes'
  if ((d.quoi === 'ajoutee' && c === 'avant') || (d.quoi === 'retiree' && c === 'apres')) return 'Aucune ligne'
  return d.cellules.filter(x => d.quoi === 'modifiee' || x[c] !== undefined).map(x => <Cellule x={x} cote={c} />)
}

const Cellule = ({ x, cote }: { x: Changement; cote: Cote }) => (
  <div>
    {x.libelle} : <Valeur texte={x[cote]} cote={cote} />
  </div>
)

const Valeur = ({ texte, cote }: { texte: string | undefined; cote: Cote }) => {
  if (texte === undefined) return <span class="gt-manque">Rien</span>
  return cote === 'avant' ? (
    <del>
      <Paragraphes texte={texte} />
    </del>
  ) : (
    <ins>
      <Paragraphes texte={texte} />
    </ins>
  )
}
