import type { Tx } from '../../db/db.ts'
import type { Dossier } from '../dossiers/index.ts'
import { adressesPartenaire } from '../partenaires/index.ts'
import { listerMembres } from '../structures/index.ts'

/** Everyone of the project to whom the service writes: members of the bearer, then of its partners, each address once. */
export async function destinatairesDuProjet(tx: Tx, guichetId: string, d: Pick<Dossier, 'structure' | 'partenaires'>): Promise<string[]> {
  const membres = (await listerMembres(tx, guichetId, d.structure.id)).filter(m => m.etat === 'active').map(m => m.courriel)
  const partenaires: string[] = []
  for (const p of d.partenaires) partenaires.push(...(await adressesPartenaire(tx, guichetId, p)))
  return [...new Set([...membres, ...partenaires])]
}
