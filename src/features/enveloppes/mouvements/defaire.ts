import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import type { Centimes } from '../../../lib/euros.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { retirerNouvelles } from '../../abonnements/index.ts'
import { peut } from '../../decret/index.ts'
import { journaliser } from '../../journal/index.ts'
import { placeDe } from './droit.ts'
import { verrouillerEnveloppes } from './emploi.queries.ts'
import { inverseDe, type Mouvement, tropDe } from './mouvement.rules.ts'
import { registreDe } from './registre.queries.ts'

export type RefusDefaire =
  | { motif: 'introuvable' }
  | { motif: 'interdit' }
  | { motif: 'deja'; numero: number }
  /** An opening, an answer to a version, or what itself undoes. */
  | { motif: 'definitif'; numero: number }
  | { motif: 'decide'; numero: number }
  | { motif: 'trop'; numero: number; max: Centimes }

/**
 * Undoes a movement by the same one the other way, while nothing was granted upon the money that it brought. Both stay in the ledger.
 */
export const defaireMouvement = (
  ctx: ContexteActeur,
  d: { appelId: string; mouvementId: string },
): Promise<Result<{ numero: number }, RefusDefaire>> =>
  enTransaction(ctx, async tx => {
    if (!peut(placeDe(ctx), 'defaire', { enveloppe: 'ouverte' })) return err({ motif: 'interdit' })
    const enveloppes = await verrouillerEnveloppes(tx, ctx.guichetId, d.appelId)
    const l = (await registreDe(tx, ctx.guichetId, d.appelId)).find(x => x.id === d.mouvementId)
    if (!l) return err({ motif: 'introuvable' })
    const { numero } = l
    if (l.annulePar !== null) return err({ motif: 'deja', numero })
    const inverse = l.annule === null ? inverseDe(l) : undefined
    if (!inverse) return err({ motif: 'definitif', numero })
    if (l.decideDessus) return err({ motif: 'decide', numero })
    const trouver = (id: string | null) => enveloppes.find(e => e.id === id) ?? null
    const m: Mouvement = { genre: inverse.genre, montant: l.montant, e: trouver(inverse.enveloppeId)!, vers: trouver(inverse.versId) }
    const trop = tropDe(m)
    if (trop) return err({ motif: 'trop', numero, ...trop })
    const id = nouvelId()
    const ecrit = await tx
      .insertInto('mouvement_credits')
      .values({
        id,
        guichet_id: ctx.guichetId,
        appel_id: d.appelId,
        genre: inverse.genre,
        enveloppe_id: inverse.enveloppeId,
        vers_id: inverse.versId,
        montant: l.montant,
        raison: `Défait le mouvement n°\u00a0${numero}`,
        annule_id: l.id,
        par: ctx.acteur.compteId,
        instant: ctx.instant,
      })
      .returning('numero')
      .executeTakeFirstOrThrow()
    await retirerNouvelles(tx, ctx, [l.id])
    await journaliser(tx, ctx, 'enveloppe.mouvement_defait', d.appelId, {
      mouvement: id,
      numero: ecrit.numero,
      defait: l.id,
      montant: l.montant,
    })
    return ok(ecrit)
  })
