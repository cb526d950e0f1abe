import type { ContexteActeur } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { oublierFacteurs, travailleAilleurs } from '../../comptes/index.ts'
import { journaliser } from '../../journal/index.ts'
import { enAdministrant } from '../administration.ts'
import { agentDuGuichet } from './guichet.queries.ts'
import { prevenirAgent } from './prevenir.ts'

export type RefusFacteur =
  | { kind: 'introuvable' }
  /** One's own is changed on one's own page, where the present one is asked first. */
  | { kind: 'soi' }
  /** The account works in another guichet of this installation. */
  | { kind: 'ailleurs' }
  | { kind: 'aucun' }

/** Asks somebody to enrol their second factor again, having lost it: the one that they had serves no more, and their sessions are cut. */
export const redemanderFacteur = (ctx: ContexteActeur, compteId: string): Promise<Result<void, RefusFacteur>> =>
  enAdministrant<void, RefusFacteur>(ctx, async tx => {
    const agent = await agentDuGuichet(tx, ctx.guichetId, compteId)
    if (!agent) return err({ kind: 'introuvable' })
    if (agent.id === ctx.acteur.compteId) return err({ kind: 'soi' })
    if (!agent.secondFacteur) return err({ kind: 'aucun' })
    if (await travailleAilleurs(tx, ctx.guichetId, agent.id)) return err({ kind: 'ailleurs' })
    await oublierFacteurs(tx, agent.id)
    await journaliser(tx, ctx, 'compte.second_facteur_redemande', agent.id)
    await prevenirAgent(tx, ctx, agent.courriel, 'Votre second facteur est à refaire', [
      'L’application ou la clé qui donnait votre second facteur ne sert plus, et vos sessions sont fermées. À votre prochaine entrée, vous en enregistrerez une autre.',
    ])
    return ok(undefined)
  })
