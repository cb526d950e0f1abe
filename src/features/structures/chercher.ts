import { enTransaction } from '../../contexte.ts'
import type { Ctx } from '../../http.ts'
import { type Recherche, rechercherStructures } from './rechercher.ts'

/** Searches the referential, the guichet's own territory first. */
export const chercherStructures = (c: Ctx, q: string): Promise<Recherche> => {
  const { region, departements } = c.var.deps.config.guichet.territoire
  return enTransaction(c.var.ctx, tx => rechercherStructures(tx, c.var.ctx.guichetId, q, { territoire: { region, departements } }))
}
