import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { de } from '../../../lib/mots.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { type RefusComite, seancePour } from '../acte.ts'
import { quorumDe } from '../comite.rules.ts'
import { deportesDe, examines, type Seance } from '../seance.ts'

export type RefusCloture = RefusComite | { motif: 'obstacles'; obstacles: string[] }

/** What a séance lacks before it may close. Pure. */
function obstaclesACloture(s: Seance): string[] {
  const inconnus = s.membres.filter(m => m.presence === null)
  const { comptes, quorum, atteint } = quorumDe(s.membres, new Set(), s.quorum)
  return [
    ...inconnus.map(m => `La présence ${de(m.nom)} n’est pas notée.`),
    ...(s.presidentId ? [] : ['Personne ne préside la séance.']),
    ...(atteint ? [] : [`Le quorum n’est pas atteint\u00a0: ${comptes} présent${comptes > 1 ? 's' : ''}, il en faut ${quorum}.`]),
  ]
}

/** Opinions that a member voted on who has since been found in conflict: they are given again without that voice, or put off. */
async function voixDesDeportes(tx: Tx, guichetId: string, s: Seance): Promise<string[]> {
  if (!s.instance.avis) return []
  const rendus = await tx
    .selectFrom('avis_instance')
    .select(['dossier_id', 'votants'])
    .where('guichet_id', '=', guichetId)
    .where('seance_id', '=', s.id)
    .execute()
  return examines(s).flatMap(d => {
    const votants = rendus.find(r => r.dossier_id === d.id)?.votants ?? []
    return deportesDe(s, d.id).some(m => votants.includes(m.id))
      ? [`Dossier ${d.numero}\u00a0: un membre déporté depuis a voté. Rendez à nouveau l’avis sans sa voix, ou reportez-le.`]
      : []
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
      .set({ etat: 'close', close_par: ctx.acteur.compteId, close_le: ctx.instant })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', id)
      .execute()
    await journaliser(tx, ctx, 'comite.seance_close', id)
    return ok(undefined)
  })
