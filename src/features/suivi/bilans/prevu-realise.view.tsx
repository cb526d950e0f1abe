import { formatEuros } from '../../../lib/euros.ts'
import { Tableau } from '../../../ui/table.tsx'
import type { ContenuBilan } from './contenu-depose.ts'

type Lignes = NonNullable<ContenuBilan['lignes']>
const euros = (c: number) => formatEuros(c, { centimes: true })
const somme = (lignes: Lignes, quoi: 'prevu' | 'realise') => lignes.reduce((t, l) => t + l[quoi], 0)
/** « 120,00 € de plus », « 80,00 € de moins »; nothing when both are equal. */
const ecart = (prevu: number, realise: number) =>
  realise === prevu ? '' : `${euros(Math.abs(realise - prevu))} de ${realise > prevu ? 'plus' : 'moins'}`

/** Each line of the plan, in the order in which the dossier gave them: what it was to cost, and what was ordered for it. */
export const PrevuRealise = ({ lignes, niveau = 2 }: { lignes: Lignes; niveau?: 2 | 3 | undefined }) => {
  const Titre = `h${niveau}` as 'h2'
  const [prevu, realise] = [somme(lignes, 'prevu'), somme(lignes, 'realise')]
  return (
    <>
      <Titre class="fr-h5">Prévu et réalisé, ligne par ligne</Titre>
      <Tableau
        legende="Prévu et réalisé, ligne par ligne"
        legendeCachee
        colonnes={[
          { titre: 'N°', cellule: l => lignes.indexOf(l) + 1 },
          { titre: 'Dépense', cellule: l => l.libelle },
          { titre: 'Prévu HT', num: true, cellule: l => euros(l.prevu) },
          { titre: 'Commandé HT', num: true, cellule: l => euros(l.realise) },
          { titre: 'Écart', cellule: l => (l.realise === 0 ? 'rien n’est commandé' : ecart(l.prevu, l.realise)) },
        ]}
        lignes={lignes}
        pied={['Total', '', euros(prevu), euros(realise), ecart(prevu, realise)]}
      />
    </>
  )
}
