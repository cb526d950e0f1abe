import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { dateCivile, instantDeParis, parseHeure } from '../../../lib/dates.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { type RefusComite, seancePour } from '../acte.ts'
import { noterMouvements } from '../presidence/passer.ts'
import { RIEN } from '../salle/proposer.ts'

export type RefusSuspension = RefusComite | { motif: 'heure'; erreur: string }

/** The hour of today at which the séance is to go on; none when none is typed. Pure. */
export function lireReprise(saisie: string, instant: Date): Result<Date | null, string> {
  if (saisie.trim() === '') return ok(null)
  const heure = parseHeure(saisie)
  if (!heure) return err(`«\u00a0${saisie}\u00a0» n’est pas une heure. Écrivez par exemple 11:15`)
  const reprise = instantDeParis(`${dateCivile(instant)}T${heure}`)
  return reprise > instant ? ok(reprise) : err('Cette heure est passée')
}

/** Whoever conducts the room suspends the séance: nothing is decided meanwhile, and the screen of the room shows no dossier. Pressed twice, it is done once. */
export const suspendreSeance = (ctx: ContexteActeur, d: { seanceId: string; heure: string }): Promise<Result<void, RefusSuspension>> =>
  enTransaction(ctx, async tx => {
    const lue = await seancePour(tx, ctx, 'conduire', d.seanceId)
    if (!lue.ok) return lue
    const s = lue.value
    if (s.suspension) return ok(undefined)
    const reprise = lireReprise(d.heure, ctx.instant)
    if (!reprise.ok) return err({ motif: 'heure', erreur: reprise.error })
    await tx
      .updateTable('seance')
      .set({ suspendue_le: ctx.instant, reprise_a: reprise.value, ...RIEN })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', s.id)
      .execute()
    await noterMouvements(tx, ctx, s.id, [{ membreId: null, quoi: 'suspend' }])
    await journaliser(tx, ctx, 'comite.seance_suspendue', s.id, {})
    return ok(undefined)
  })
