import { sql } from 'kysely'
import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { de } from '../../../lib/mots.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { type RefusComite, seancePour } from '../acte.ts'
import { decidable } from '../comite.rules.ts'
import { oublierSignes } from '../liaison/liaison.queries.ts'
import { quorumDeSeance } from '../pouvoirs.ts'
import { deportesDe, examines, type Seance, sansVoix } from '../seance.ts'

export type RefusCloture = RefusComite | { motif: 'obstacles'; obstacles: string[] }

/** What a séance lacks before it may close. Pure. */
function obstaclesACloture(s: Seance): string[] {
  const inconnus = s.membres.filter(m => m.presence === null)
  const { comptes, quorum, atteint } = quorumDeSeance(s, new Set())
  return [
    ...inconnus.map(m => `La présence ${de(m.nom)} n’est pas notée.`),
    ...(s.presidentId ? [] : ['Personne ne préside la séance.']),
    ...(atteint ? [] : [`Le quorum n’est pas atteint\u00a0: ${comptes} présent${comptes > 1 ? 's' : ''}, il en faut ${quorum}.`]),
  ]
}

/**
 * What a member took part in who has since been found in conflict: an opinion is given again without that voice, or put off; what the comité decided is taken again, as long as
 * the others are enough to do it and nobody was told.
 */
async function voixDesDeportes(tx: Tx, guichetId: string, s: Seance): Promise<string[]> {
  const { rows } = await sql<{ id: string; voix: string[] }>`
    select dossier_id as id, votants || representes as voix from avis_instance where guichet_id = ${guichetId} and seance_id = ${s.id}
    union all select dossier_id, presents from deliberation where guichet_id = ${guichetId} and seance_id = ${s.id}`.execute(tx)
  return examines(s).flatMap(d => {
    const voix = rows.filter(r => r.id === d.id).flatMap(r => r.voix)
    if (!deportesDe(s, d.id).some(m => voix.includes(m.id))) return []
    if (s.instance.avis)
      return [`Dossier ${d.numero}\u00a0: un membre déporté depuis a voté. Rendez à nouveau l’avis sans sa voix, ou reportez-le.`]
    const reprise = decidable(d.etat) && quorumDeSeance(s, sansVoix(s, d.id)).atteint
    return reprise ? [`Dossier ${d.numero}\u00a0: un membre déporté depuis a pris part à la décision. Reprenez-la sans lui.`] : []
  })
}

/** Closes a séance: from then on nobody scores, declares nor takes presence in it. Pressed twice, it is done once. */
export const cloreSeance = (ctx: ContexteActeur, id: string): Promise<Result<void, RefusCloture>> =>
  enTransaction(ctx, async tx => {
    const lue = await seancePour(tx, ctx, 'clore', id)
    if (!lue.ok) return lue.error.motif === 'etat' && lue.error.etat === 'close' ? ok(undefined) : lue
    const obstacles = [...obstaclesACloture(lue.value), ...(await voixDesDeportes(tx, ctx.guichetId, lue.value))]
    if (obstacles.length > 0) return err({ motif: 'obstacles', obstacles })
    await tx
      .updateTable('seance')
      .set({ etat: 'close', close_par: ctx.acteur.compteId, close_le: ctx.instant, suspendue_le: null, reprise_a: null })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', id)
      .execute()
    await oublierSignes(tx, ctx.guichetId, id)
    await journaliser(tx, ctx, 'comite.seance_close', id)
    return ok(undefined)
  })
