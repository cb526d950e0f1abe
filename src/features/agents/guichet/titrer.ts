import type { ContexteActeur } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { motsEnCourriel } from '../../courriels/index.ts'
import { journaliser } from '../../journal/index.ts'
import { enAdministrant } from '../administration.ts'
import { agentDuGuichet } from './guichet.queries.ts'
import { prevenirAgent } from './prevenir.ts'

export const TITRE_MAX = 120
export type RefusTitre = { kind: 'introuvable' } | { kind: 'long' }

/** Says what somebody is in the service. Their name and address are theirs: the account may serve in several guichets. */
export const titrer = (ctx: ContexteActeur, compteId: string, titre: string): Promise<Result<void, RefusTitre>> =>
  enAdministrant<void, RefusTitre>(ctx, async tx => {
    const { guichetId } = ctx
    const agent = await agentDuGuichet(tx, guichetId, compteId)
    if (!agent) return err({ kind: 'introuvable' })
    if (titre.length > TITRE_MAX) return err({ kind: 'long' })
    if (titre === agent.titre) return ok(undefined)
    await tx
      .insertInto('agent')
      .values({ guichet_id: guichetId, compte_id: agent.id, titre })
      .onConflict(oc => oc.columns(['guichet_id', 'compte_id']).doUpdateSet({ titre }))
      .execute()
    await journaliser(tx, ctx, 'compte.titre', agent.id, { titre })
    await prevenirAgent(tx, ctx, agent.courriel, 'Votre titre dans le service a changé', [
      titre ? `Le guichet dit maintenant de vous\u00a0: ${motsEnCourriel(titre)}.` : 'Le guichet ne dit plus votre titre.',
    ])
    return ok(undefined)
  })
