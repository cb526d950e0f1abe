import { auGuichet, type Db } from '../../db/db.ts'
import { type Horloge, type HorlogeReglable, horlogeSysteme } from '../../lib/horloge.ts'

/** Takes the demonstration's clock up where it was last noted, if it was. */
export const reprendreHorloge = (db: Db, guichetId: string, horloge: HorlogeReglable): Promise<void> =>
  auGuichet(db, guichetId, async tx => {
    const notee = await tx.selectFrom('horloge').select('instant').where('guichet_id', '=', guichetId).executeTakeFirst()
    if (notee) horloge.regler(notee.instant)
  })

/** Sets the demonstration's clock and notes it; called now and then with the clock's own time, so that a restart loses a minute at most. */
export async function reglerHorloge(db: Db, guichetId: string, horloge: HorlogeReglable, instant: Date, systeme: Horloge = horlogeSysteme) {
  const ligne = { instant, reglee_le: systeme.maintenant() }
  await auGuichet(db, guichetId, tx =>
    tx
      .insertInto('horloge')
      .values({ guichet_id: guichetId, ...ligne })
      .onConflict(oc => oc.column('guichet_id').doUpdateSet(ligne))
      .execute(),
  )
  horloge.regler(instant)
}
