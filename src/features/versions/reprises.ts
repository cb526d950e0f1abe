import type { Appel } from '../cahier/index.ts'
import type { StructureDuProjet } from '../champs/index.ts'
import type { Dossier } from '../dossiers/index.ts'
import { formulaireDe } from '../examen/index.ts'
import { type Difference, differences } from './differences.ts'

type ChampChange = Extract<Difference, { genre: 'champ' }>
/** The answers of an intention that its full dossier says otherwise: both are read by whoever decides. Pure. */
export function reprisesChangees(
  { intention, contenu }: Pick<Dossier, 'intention' | 'contenu'>,
  { appel, structures }: { appel: Appel; structures?: readonly StructureDuProjet[] },
): ChampChange[] {
  if (!intention) return []
  const toutes = differences(appel, intention.contenu, contenu, { etapes: (a, c) => formulaireDe(a, c).etapes, structures })
  return toutes.flatMap(d => (d.genre === 'champ' && d.etape !== '' && d.avant !== undefined && d.apres !== undefined ? [d] : []))
}
