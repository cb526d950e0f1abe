import { formatInstant } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import { Tableau } from '../../ui/table.tsx'
import { appareilEnMots } from '../comptes/index.ts'
import type { Passage } from './consultations.queries.ts'

/** `soi`: the reader's own, whose name is not repeated. */
export const TableauPassages = ({ lignes, soi }: { lignes: readonly Passage[]; soi?: boolean }) => (
  <Tableau<Passage>
    legende="Du plus récent au plus ancien"
    legendeCachee
    dense
    lignes={lignes}
    colonnes={[
      { titre: 'Quand', cellule: l => <time datetime={l.le.toISOString()}>{formatInstant(l.le, { secondes: true })}</time> },
      ...(soi ? [] : [{ titre: 'Qui', cellule: (l: Passage) => l.qui }]),
      { titre: 'Quoi', cellule: l => MOTS[l.quoi] ?? l.quoi },
      {
        titre: 'Sur quoi',
        cellule: l =>
          l.dossier ? (
            <>
              <a href={paths.instruction.dossier(l.dossier)}>{l.numero}</a>
              {l.nom && `, ${l.nom}`}
            </>
          ) : (
            appareilEnMots(l.navigateur)
          ),
      },
    ]}
  />
)
const MOTS: Readonly<Record<string, string>> = { dossier: 'Dossier ouvert', piece: 'Pièce ouverte', connexion: 'Connexion' }
