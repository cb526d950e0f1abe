import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { majuscule } from '../../lib/mots.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { peut } from '../decret/index.ts'
import { journaliser } from '../journal/index.ts'
import { ditDelegation } from './competence.rules.ts'
import { erreurDeMotif } from './delegation.form.ts'
import { delegationDe, subdelegationsDe } from './delegations.queries.ts'
import { etatDelegation } from './etat.rules.ts'
import { direFin, prevenirTousDeux } from './prevenir.ts'

export type RefusFin = { motif: 'introuvable' } | { motif: 'finie' } | { motif: 'saisie'; erreur: string }

/** Ends a delegation before its day, with a reason: from this instant nobody signs under it. What was signed stays. Both people are told. */
export const finirDelegation = (
  ctx: ContexteActeur,
  { appelId, id, motif }: { appelId: string; id: string; motif: string },
): Promise<Result<void, RefusFin>> =>
  enTransaction(ctx, async tx => {
    const d = await delegationDe(tx, ctx.guichetId, appelId, id, { verrou: true })
    if (!d) return err({ motif: 'introuvable' })
    if (!peut('administrateur', 'finir', { delegation: etatDelegation(d, ctx.instant) })) return err({ motif: 'finie' })
    const erreur = erreurDeMotif(motif)
    if (erreur) return err({ motif: 'saisie', erreur })
    await tx
      .updateTable('delegation')
      .set({ finie_le: ctx.instant, finie_par: ctx.acteur.compteId, fin_motif: motif })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', id)
      .execute()
    await prevenirTousDeux(tx, ctx, id, 'finie', direFin(d, motif))
    // what was subdelegated ends with it
    for (const fille of await subdelegationsDe(tx, ctx.guichetId, id))
      if (!fille.finieLe)
        await prevenirTousDeux(tx, ctx, fille.id, 'finie', direFin(fille, `${majuscule(ditDelegation(d))}, dont elle vient, a pris fin`))
    await journaliser(tx, ctx, 'delegation.finie', id, { delegant: d.delegant.compteId, delegue: d.delegue.compteId, motif })
    return ok(undefined)
  })
