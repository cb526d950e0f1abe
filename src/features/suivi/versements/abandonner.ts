import { type Contexte, nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { Centimes } from '../../../lib/euros.ts'
import { payerDepuis, verrous } from '../../decisions/index.ts'
import { rendreSignatures } from '../../delegations/index.ts'
import { lire } from '../acces.ts'
import { ouvrirSuivi } from '../ouvrir.ts'
import { versementsDe } from '../projet.queries.ts'
import { abandonDe } from '../versements.rules.ts'

/** What an aid given up leaves. Cents. `ordres`: payments ordered and not made, which are cancelled. */
export type AbandonDeLAide = { garde: Centimes; aReverser: Centimes; ordres: readonly string[] }

/** What giving up would keep and ask back, for the dossier of this lauréat; nothing is kept where nothing was paid. Settled: it is too late. */
async function prevoirAbandon(tx: Tx, guichetId: string, dossierId: string): Promise<AbandonDeLAide | 'solde'> {
  const lu = await lire(tx, guichetId, dossierId, 'personne')
  if (!lu) return { garde: 0, aReverser: 0, ordres: [] }
  if (lu.s.etape === 'solde') return 'solde'
  const tous = (await versementsDe(tx, guichetId, dossierId)).filter(v => !v.annuleLe)
  const [payes, ordres] = [
    tous.filter(v => v.verseLe || v.nature === 'reversement'),
    tous.filter(v => !v.verseLe && v.nature !== 'reversement'),
  ]
  const paye = payes.reduce((t, v) => t + (v.nature === 'reversement' ? -v.montant : v.montant), 0)
  return { ...abandonDe({ paye, consomme: lu.s.consomme }), ordres: ordres.map(v => v.id) }
}

/**
 * Stops the payments of an aid given up, in the transaction of the porteur's act: orders not paid are cancelled, what its spending has not earned is
 * asked back. Returns what is kept, and from which envelopes.
 */
async function abandonnerVersements(
  tx: Tx,
  ctx: Contexte,
  { dossierId, par, motif }: { dossierId: string; par: string; motif: string },
): Promise<{ garde: Centimes; aReverser: Centimes; imputations: { id: string; montant: Centimes }[] } | 'solde'> {
  const prevu = await prevoirAbandon(tx, ctx.guichetId, dossierId)
  if (prevu === 'solde') return prevu
  const { garde, aReverser, ordres } = prevu
  if (ordres.length > 0)
    await tx
      .updateTable('versement')
      .set({ annule_le: ctx.instant, annule_par: par, annule_motif: `Aide abandonnée\u00a0: ${motif}` })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', 'in', ordres)
      .execute()
  for (const objetId of ordres) await rendreSignatures(tx, ctx, { nature: 'versement', objetId })
  if (aReverser > 0)
    await tx
      .insertInto('versement')
      .values({
        id: nouvelId(),
        guichet_id: ctx.guichetId,
        dossier_id: dossierId,
        nature: 'reversement',
        montant: aReverser,
        calcul: JSON.stringify({ verse: garde + aReverser, du: garde, abandon: 1 }),
        ordonne_par: par,
        ordonne_le: ctx.instant,
      })
      .execute()
  const paye = payerDepuis(garde > 0 ? await verrous.enveloppes(tx, ctx.guichetId, dossierId) : [], garde)
  if (!paye.ok) throw new Error(`dossier ${dossierId}: its envelopes no longer hold what it was paid`)
  return { garde, aReverser, imputations: paye.value }
}

/** What the porteur's act of giving up asks of the payments; its follow-up closes once the dossier is given up. */
export const versementsDuProjet = { prevoir: prevoirAbandon, abandonner: abandonnerVersements, clore: ouvrirSuivi }
