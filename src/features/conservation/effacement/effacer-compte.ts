import { type Contexte, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { effacerIdentite } from '../../comptes/index.ts'
import { journaliser } from '../../journal/index.ts'
import { entree } from '../../structures/index.ts'
import { effacerTraces, situationDuCompte } from './compte.queries.ts'
import { type Obstacle, obstacle } from './effacement.rules.ts'

type Compte = { id: string; courriel: string }
export type Pourquoi = 'demande' | 'inactivite'

/**
 * Erases an account: name, address, ways to sign in, sessions, memberships and mails. Acts that it did stay, told by its identifier. Refused to an
 * agent, to whoever acts in another guichet, and to the last member of a structure with a running dossier. Called twice, it is done once.
 */
export const effacerCompte = (ctx: Contexte, compte: Compte, pourquoi: Pourquoi): Promise<Result<void, Obstacle>> =>
  enTransaction(ctx, tx => effacer(tx, ctx, compte, pourquoi))

async function effacer(tx: Tx, ctx: Contexte, { id, courriel }: Compte, pourquoi: Pourquoi): Promise<Result<void, Obstacle>> {
  const { guichetId, instant } = ctx
  // nobody leaves a structure while it is looked at; locked in one order, so that two leavers never wait for each other
  for (const s of (await situationDuCompte(tx, guichetId, id)).ids) await entree.seul(tx, guichetId, s)
  const empeche = obstacle(await situationDuCompte(tx, guichetId, id))
  if (empeche) return err(empeche)
  const encore = await tx
    .selectFrom('compte')
    .select('email')
    .where('id', '=', id)
    .where('email', '=', courriel)
    .forUpdate()
    .executeTakeFirst()
  if (!encore) return ok(undefined)
  await effacerTraces(tx, { guichetId, compteId: id, courriel, instant })
  await effacerIdentite(tx, id, courriel)
  await journaliser(tx, ctx, 'conservation.compte_efface', id, { pourquoi })
  return ok(undefined)
}
