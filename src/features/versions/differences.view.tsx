import type { Child } from 'hono/jsx'
import type { Morceau } from '../../lib/comparer-textes.ts'
import { Tableau } from '../../ui/table.tsx'
import { Ajout, Retrait } from '../../ui/texte.tsx'
import { Paragraphes } from '../champs/index.ts'
import type { Changement, Difference } from './differences.ts'

const QUOI = { ajoutee: 'ligne ajoutée', retiree: 'ligne retirée', modifiee: 'ligne modifiée' } as const

/** The name of what changed, for a list in one line. */
export const nomDifference = (d: Difference): string => (d.genre === 'ligne' ? `${d.libelle} (${QUOI[d.quoi]})` : d.libelle)

type Props = {
  differences: readonly Difference[]
  legende: string
  /** What each side is called: « Version 1 », « Version 2 ». */
  cotes?: { avant: string; apres: string }
  /** The step of each difference; left out when the table is one step's. */
  etape?: boolean
}

/**
 * What has changed: old and new side by side, word by word in long texts. Deletion and insertion are marked for those who hear the page as for
 * those who see it.
 */
export const Differences = ({ differences, legende, cotes = { avant: 'Avant', apres: 'Maintenant' }, etape = true }: Props) => (
  <Tableau
    legende={legende}
    legendeCachee
    lignes={differences}
    colonnes={[
      { titre: 'Ce qui a changé', cellule: d => <Nom d={d} etape={etape} /> },
      { titre: 'Changement', cellule: motChangement },
      { titre: cotes.avant, cellule: d => cote(d, 'avant') },
      { titre: cotes.apres, cellule: d => cote(d, 'apres') },
    ]}
  />
)

const Nom = ({ d, etape }: { d: Difference; etape: boolean }) => (
  <>
    {d.libelle}
    {etape && d.etape && <div class="gt-sous">{d.etape}</div>}
  </>
)

/** What happened to it, in words. */
function motChangement(d: Difference): string {
  if (d.genre === 'ligne') return QUOI[d.quoi]
  if (d.genre === 'ordre') return 'ordre changé'
  return d.avant === undefined ? 'réponse ajoutée' : d.apres === undefined ? 'réponse retirée' : 'réponse modifiée'
}

type Cote = 'avant' | 'apres'
function cote(d: Difference, c: Cote): Child {
  // one box: a cell is stacked on a telephone
  if (d.genre === 'champ')
    return (
      <div>
        <Valeur x={d} cote={c} />
      </div>
    )
  if (d.genre === 'ordre') return c === 'avant' ? 'Un ordre' : 'Un autre ordre, les mêmes lignes'
  if ((d.quoi === 'ajoutee' && c === 'avant') || (d.quoi === 'retiree' && c === 'apres')) return 'Aucune ligne'
  const cellules = d.cellules.filter(x => d.quoi === 'modifiee' || x[c] !== undefined)
  return (
    <div>
      {cellules.map(x => (
        <Cellule x={x} cote={c} />
      ))}
    </div>
  )
}

const Cellule = ({ x, cote }: { x: Changement; cote: Cote }) => (
  <div>
    {x.libelle}&nbsp;: <Valeur x={x} cote={cote} />
  </div>
)

type ValeurProps = { x: Pick<Changement, 'avant' | 'apres' | 'mots'>; cote: Cote }
function Valeur({ x, cote }: ValeurProps) {
  const texte = x[cote]
  if (texte === undefined) return <span class="gt-manque">Rien</span>
  const morceaux = x.mots?.[cote] ?? [{ texte, propre: true }]
  return <>{morceaux.map(m => (m.propre ? <Marque m={m} cote={cote} /> : <Paragraphes texte={m.texte} />))}</>
}

const Marque = ({ m, cote }: { m: Morceau; cote: Cote }) => {
  const Signe = cote === 'avant' ? Retrait : Ajout
  return (
    <Signe>
      <Paragraphes texte={m.texte} />
    </Signe>
  )
}
