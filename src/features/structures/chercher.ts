import { enTransaction } from '../../contexte.ts'
import type { Ctx } from '../../http.ts'
import { type Partout, type Recherche, rechercherPartout, rechercherStructures } from './rechercher.ts'

const territoireDe = (c: Ctx) => {
  const { region, departements } = c.var.deps.config.guichet.territoire
  return { territoire: { region, departements } }
}

/** Searches the referential, the guichet's own territory first. */
export const chercherStructures = (c: Ctx, q: string): Promise<Recherche> =>
  enTransaction(c.var.ctx, tx => rechercherStructures(tx, c.var.ctx.guichetId, q, territoireDe(c)))
/** The same, then the national directory. */
export const chercherPartout = (c: Ctx, q: string): Promise<Partout> =>
  enTransaction(c.var.ctx, tx => rechercherPartout(tx, c.var.ctx.guichetId, q, territoireDe(c)))
