import type { Tx } from '../../../db/db.ts'
import { dansPerimetre, type Situe } from '../../perimetre/index.ts'
import { instructeurs } from '../../service/index.ts'

/** Who may take a dossier in charge, by its place: an administrateur reads everything, a dossier goes to who instructs it. */
export async function destinatairesDe(tx: Tx, guichetId: string): Promise<(situe: Situe) => string[]> {
  const qui = (await instructeurs(tx, guichetId)).filter(i => i.roles.some(r => r.role !== 'administrateur'))
  return situe => qui.filter(i => dansPerimetre(i.perimetres, situe)).map(i => i.nom)
}
