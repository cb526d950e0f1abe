import { sql } from 'kysely'
import { type ContexteActeur, nouvelId } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { compter } from '../../limites/index.ts'
import { enAdministrant } from '../administration.ts'
import { agentDuGuichet } from '../guichet/guichet.queries.ts'
import type { Jamais } from '../guichet/jamais.rules.ts'
import { prevenirAgent } from '../guichet/prevenir.ts'
import { jamaisMontre } from '../guichet/voir-agent.ts'

/** How long the pages of somebody are shown, in minutes; and how many times one administrateur may ask for it in a day. */
export const DUREE_VUE_MIN = 10
const VUES_PAR_JOUR = 20

export type RefusVue = { kind: 'introuvable' } | { kind: 'soi' } | { kind: 'jamais'; pourquoi: Jamais } | { kind: 'trop' }

/** Begins to show the pages of somebody in this session. They are told, by the journal and by a mail. Asked twice at once, it begins once. */
export const voirComme = (ctx: ContexteActeur, compteId: string, { exige }: { exige: boolean }): Promise<Result<void, RefusVue>> =>
  enAdministrant<void, RefusVue>(ctx, async tx => {
    const { guichetId, acteur } = ctx
    const agent = await agentDuGuichet(tx, guichetId, compteId)
    if (!agent) return err({ kind: 'introuvable' })
    if (agent.id === acteur.compteId) return err({ kind: 'soi' })
    const pourquoi = jamaisMontre(agent, exige)
    if (pourquoi) return err({ kind: 'jamais', pourquoi })
    if (await compter(tx, [{ cle: `voir_comme|${guichetId}|${acteur.compteId}`, max: VUES_PAR_JOUR, secondes: 86_400 }]))
      return err({ kind: 'trop' })
    const id = nouvelId()
    const ouverte = await tx
      .insertInto('vue_comme')
      .values({
        ...{ id, guichet_id: guichetId, compte_id: acteur.compteId, vu_id: agent.id, session_id: acteur.sessionId },
        // a state of the session: in system time, as sessions are, even where business time is set by hand
        ...{ debut_le: sql`now()`, jusqua: sql`now() + make_interval(mins => ${DUREE_VUE_MIN})` },
      })
      .onConflict(oc => oc.column('session_id').where('finie_le', 'is', null).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!ouverte) return ok(undefined)
    await journaliser(tx, ctx, 'compte.vu_comme', agent.id, { vue: id, minutes: DUREE_VUE_MIN })
    await prevenirAgent(tx, ctx, agent.courriel, 'Vos pages sont montrées à l’administration', [
      `Pendant ${DUREE_VUE_MIN}\u00a0minutes au plus, l’administration du guichet lit vos listes et vos dossiers comme vous les voyez. Rien n’y est écrit en votre nom.`,
    ])
    return ok(undefined)
  })
