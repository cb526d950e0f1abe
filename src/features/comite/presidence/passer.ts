import { type ContexteActeur, nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { Membre, Seance } from '../seance.ts'

/** Of a member, or of the séance itself. */
type Fait = { membreId: string; quoi: 'arrive' | 'part' | 'preside' } | { membreId: null; quoi: 'suspend' | 'reprend' }
/** What happens in a séance at its time, for its procès-verbal. */
export const noterMouvements = async (tx: Tx, ctx: ContexteActeur, seanceId: string, faits: readonly Fait[]) => {
  if (faits.length === 0) return
  await tx
    .insertInto('seance_mouvement')
    .values(
      faits.map(f => ({
        id: nouvelId(),
        guichet_id: ctx.guichetId,
        seance_id: seanceId,
        membre_id: f.membreId,
        quoi: f.quoi,
        le: ctx.instant,
      })),
    )
    .execute()
}

/** From now on this member presides; whoever did before may have it back, until they do. */
export async function passerA(tx: Tx, ctx: ContexteActeur, s: Seance, m: Membre) {
  const titulaire = s.titulaireId ?? s.presidentId
  await tx
    .updateTable('seance')
    .set({ president_id: m.id, titulaire_id: titulaire === m.id ? null : titulaire })
    .where('guichet_id', '=', ctx.guichetId)
    .where('id', '=', s.id)
    .execute()
  await noterMouvements(tx, ctx, s.id, [{ membreId: m.id, quoi: 'preside' }])
}
