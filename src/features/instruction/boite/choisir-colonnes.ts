import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { journaliser } from '../../journal/index.ts'
import { COLONNES_USUELLES, colonnesParmi } from './lignes.view.tsx'
import { CLE_COLONNES } from './preferences.queries.ts'

/** Keeps the columns that the actor wants to see in the list; the usual ones are no choice, and follow what the product becomes. */
export const choisirColonnes = (ctx: ContexteActeur, codes: readonly string[]): Promise<void> =>
  enTransaction(ctx, async tx => {
    const cle = { guichet_id: ctx.guichetId, compte_id: ctx.acteur.compteId, cle: CLE_COLONNES }
    const colonnes = colonnesParmi(codes)
    if (colonnes.join() === COLONNES_USUELLES.join())
      await tx
        .deleteFrom('preference')
        .where('guichet_id', '=', cle.guichet_id)
        .where('compte_id', '=', cle.compte_id)
        .where('cle', '=', CLE_COLONNES)
        .execute()
    else {
      const valeur = JSON.stringify(colonnes)
      await tx
        .insertInto('preference')
        .values({ ...cle, valeur })
        .onConflict(c => c.columns(['guichet_id', 'compte_id', 'cle']).doUpdateSet({ valeur }))
        .execute()
    }
    await journaliser(tx, ctx, 'instruction.colonnes_choisies', ctx.acteur.compteId, { colonnes })
  })
