import { type ContexteActeur, enTransaction } from '../../../../contexte.ts'
import { empreinteDuJeton, nouveauJeton } from '../../../../lib/jetons.ts'

/** Gives somebody of the service the secret address of their calendar: 256 bits, told once. The one before stops at once. */
export async function partager(ctx: ContexteActeur): Promise<string> {
  const jeton = nouveauJeton()
  const { guichetId, acteur, instant } = ctx
  const valeurs = { empreinte: empreinteDuJeton(jeton), cree_le: instant }
  await enTransaction(ctx, tx =>
    tx
      .insertInto('agenda_secret')
      .values({ compte_id: acteur.compteId, guichet_id: guichetId, ...valeurs })
      .onConflict(c => c.columns(['guichet_id', 'compte_id']).doUpdateSet(valeurs))
      .execute(),
  )
  return jeton
}
