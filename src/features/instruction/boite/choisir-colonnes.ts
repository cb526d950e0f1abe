import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { journaliser } from '../../journal/index.ts'
import { COLONNES_USUELLES, colonnesParmi } from './lignes.view.tsx'
import { garderPreference } from './preferences.queries.ts'

/** Keeps the columns that the actor wants to see in the list; the usual ones are no choice, and follow what the product becomes. */
export const choisirColonnes = (ctx: ContexteActeur, codes: readonly string[]): Promise<void> =>
  enTransaction(ctx, async tx => {
    const colonnes = colonnesParmi(codes)
    const usuelles = colonnes.join() === COLONNES_USUELLES.join()
    await garderPreference(tx, { guichetId: ctx.guichetId, compteId: ctx.acteur.compteId }, 'colonnes', usuelles ? undefined : colonnes)
    await journaliser(tx, ctx, 'instruction.colonnes_choisies', ctx.acteur.compteId, { colonnes })
  })
