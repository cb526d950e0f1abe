import { EmptyState } from '../../../ui/blocs.tsx'
import { Tableau } from '../../../ui/table.tsx'
import { Time } from '../../../ui/texte.tsx'
import { SECTIONS, type Section } from './champs.table.ts'
import type { Changement } from './histoire.queries.ts'

const parQui = ({ nom, action }: Changement) =>
  nom ?? (action === 'guichet.fichier_applique' ? 'Le fichier d’installation, par une commande' : 'Un compte supprimé')
const titreDe = (section: string | undefined) =>
  section !== undefined && Object.hasOwn(SECTIONS, section) ? SECTIONS[section as Section].titre : 'Plusieurs'

/** Who changed what, when, from what: the journal says it. */
export const Histoire = ({ histoire }: { histoire: readonly Changement[] }) => (
  <section id="histoire" class="fr-mt-4w" tabindex={-1} aria-labelledby="titre-histoire">
    <h2 class="fr-h4" id="titre-histoire">
      Changements
    </h2>
    <Tableau
      legende="Changements des réglages, le dernier d’abord"
      legendeCachee
      lignes={histoire}
      vide={<EmptyState titre="Aucun changement.">Les réglages sont ceux de l’installation. Chaque changement figurera ici.</EmptyState>}
      colonnes={[
        { titre: 'Quand', cellule: c => <Time instant={c.instant} /> },
        { titre: 'Qui', cellule: parQui },
        { titre: 'Section', cellule: c => titreDe(c.section) },
        { titre: 'Ce qui a changé', cellule: c => <Changes changes={c.champs} /> },
      ]}
    />
  </section>
)

/** Settings that change, one a line: what they will be, and what they were. */
export const Changes = ({ changes }: { changes: readonly { libelle: string; avant: string; apres: string }[] }) => (
  <ul class="gt-reglages__changes">
    {changes.map(d => (
      <li>
        <b>{d.libelle}</b>&nbsp;: {d.apres}, au lieu de {d.avant}
      </li>
    ))}
  </ul>
)
