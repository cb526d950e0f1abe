import { type Contexte, enTransaction, estAgent } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { type Ctx, param } from '../../http.ts'
import { type AppelPublie, appelPublie, slugSur } from './versions.queries.ts'

/** The published call of the request's slug, with what else its page needs, in one transaction. */
export const lirePublie = <T extends object = object>(c: Ctx<'slug'>, plus?: (tx: Tx, publie: AppelPublie) => Promise<T>) =>
  enTransaction(c.var.ctx, async tx => {
    const publie = await appelPublie(tx, c.var.ctx.guichetId, slugSur(param(c, 'slug')))
    return publie && { ...publie, ...((await plus?.(tx, publie)) as T) }
  })

/** Who may begin a dossier from a public page. */
export const peutDeposer = ({ acteur }: Contexte): 'oui' | 'connexion' | 'non' => (!acteur ? 'connexion' : estAgent(acteur) ? 'non' : 'oui')
