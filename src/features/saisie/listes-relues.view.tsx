import { Tableau } from '../../ui/table.tsx'
import type { Appel, Etape } from '../cahier/index.ts'
import { valeurLue } from '../champs/index.ts'
import { type Contenu, champCellule, colonnesDe, type Liste, lignesDe, lotsDe } from '../contenu/index.ts'

const TITRES = {
  jalons: 'Calendrier du projet',
  indicateurs: 'Indicateurs',
  beneficiaires: 'Bénéficiaires',
  minimis: 'Aides de minimis reçues ailleurs',
} as const

/** The lists of a step, read again: calendar, indicators, beneficiaries. The plan has a view of its own. */
export const ListesRelues = ({ appel, etape, contenu }: { appel: Appel; etape: Etape; contenu: Contenu }) => (
  <>
    {(Object.keys(TITRES) as (keyof typeof TITRES)[])
      .filter(l => etape.blocs.includes(l))
      .map(l => (
        <Relue liste={l} titre={TITRES[l]} appel={appel} contenu={contenu} />
      ))}
  </>
)

const Relue = ({ liste, titre, appel, contenu }: { liste: Liste; titre: string; appel: Appel; contenu: Contenu }) => (
  <Tableau
    legende={titre}
    colonnes={colonnesDe(liste, appel, lotsDe(contenu)).map(c => ({
      titre: c.libelle,
      cellule: (ligne: string) => valeurLue({ ...c, nom: champCellule(liste, ligne, c.nom) }, contenu),
      num: c.genre === 'nombre' || c.genre === 'decimal' || c.genre === 'montant',
    }))}
    lignes={lignesDe(contenu, liste)}
    vide={
      <p>
        <b>{titre}</b>&nbsp;: rien n’est indiqué.
      </p>
    }
  />
)
