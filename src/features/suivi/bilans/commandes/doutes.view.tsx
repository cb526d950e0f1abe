import { formatDateCivile } from '../../../../lib/dates.ts'
import { formatEuros, formatNombre } from '../../../../lib/euros.ts'
import { pluriel } from '../../../../lib/mots.ts'
import { Tableau } from '../../../../ui/table.tsx'
import { Typo } from '../../../../ui/texte.tsx'
import { type Doutes, phraseDepasse, phraseNoms } from './doutes.rules.ts'

/** Shown at once: what is longer is mended in its spreadsheet. */
const MONTRES = 200
type Props = { d: Doutes; periode: (fin: string) => string; ligne?: (rang: number) => number }

/** What asks to be checked in orders, line by line. `ligne`: the line of the spreadsheet where an order stands. */
export const DoutesVus = ({ d, periode, ligne }: Props) => (
  <>
    {(d.depasse || d.noms.length > 0) && (
      <ul>
        {d.depasse && <li>{phraseDepasse(d.depasse)}.</li>}
        {d.noms.slice(0, MONTRES).map(n => (
          <li>{phraseNoms(n)}.</li>
        ))}
      </ul>
    )}
    {d.deja.length > 0 && (
      <>
        <p>
          {pluriel(d.deja.length, 'commande est déjà là', 'commandes sont déjà là')}&nbsp;: même entreprise, même jour, mêmes montants, même
          objet.
          {d.deja.length > MONTRES && ` Les ${formatNombre(MONTRES)} premières sont ici.`}
        </p>
        <Tableau
          legende="Commandes déjà là"
          legendeCachee
          dense
          colonnes={[
            ...(ligne ? [{ titre: 'Ligne', cellule: (x: Doutes['deja'][number]) => ligne(x.rang) }] : []),
            { titre: 'Entreprise', cellule: x => x.entreprise },
            { titre: 'Date', cellule: x => formatDateCivile(x.date) },
            { titre: 'HT', cellule: x => formatEuros(x.ht, { centimes: true }), num: true },
            { titre: 'Déjà là dans', cellule: x => (x.fin ? <Typo texte={periode(x.fin)} /> : 'la même liste') },
          ]}
          lignes={d.deja.slice(0, MONTRES)}
        />
      </>
    )}
  </>
)
