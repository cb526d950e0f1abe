import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { paths } from '../../../paths.ts'
import { ecrireCourriel } from '../../courriels/index.ts'
import { journaliser } from '../../journal/index.ts'
import { adressesDuProjet } from '../../messages/index.ts'
import { noterFin } from '../fin.queries.ts'
import { nomPeriode } from '../periodes.ts'
import { type EtatBilan, peutSurBilan } from '../suivi.rules.ts'
import { type BilanALire, lireBilanDuService } from './lecture.queries.ts'

/** Letters of a remark, at most. */
export const REMARQUE_MAX = 2000
/** `depot`: the filing that the reader had before their eyes. */
export type DemandeLecture = { bilanId: string; depot: number; sens: 'accepte' | 'renvoye'; remarque: string }
export type RefusLecture =
  | { motif: 'introuvable' }
  | { motif: 'interdit' }
  | { motif: 'non_depose'; etat: EtatBilan }
  | { motif: 'deja_lu'; par: string; le: Date; sens: 'accepte' | 'renvoye' }
  /** It was filed again since the page was opened. */
  | { motif: 'autre_depot' }
  | { motif: 'sans_remarque' }
  | { motif: 'trop_long'; longueur: number }

/**
 * Accepts a bilan, or sends it back with a remark to be filed again (C5.10): the porteur is told by mail. Of two people at once, the second is told
 * who read it and when; by the same person and in the same way, it is done once.
 */
export const lireBilan = (ctx: ContexteActeur, d: DemandeLecture): Promise<Result<void, RefusLecture>> =>
  enTransaction(ctx, async tx => {
    const b = await lireBilanDuService(tx, ctx, d.bilanId, { verrou: true })
    if (!b) return err({ motif: 'introuvable' })
    if (!peutSurBilan('juger_bilan', { etape: b.etape, etat: 'depose' }, b.qui)) return err({ motif: 'interdit' })
    if (b.etat !== 'depose' || !b.depot) {
      const lu = b.depot?.lecture ? b.lu : undefined
      return err(lu ? { motif: 'deja_lu', par: lu.par, le: lu.le, sens: lu.sens } : { motif: 'non_depose', etat: b.etat })
    }
    if (b.depot.rang !== d.depot) return err({ motif: 'autre_depot' })
    if (d.sens === 'renvoye' && d.remarque === '') return err({ motif: 'sans_remarque' })
    if (d.remarque.length > REMARQUE_MAX) return err({ motif: 'trop_long', longueur: d.remarque.length })
    await inscrire(tx, ctx, b, d)
    if (d.sens === 'renvoye') await noterFin(tx, ctx, b.dossierId)
    await prevenir(tx, ctx, b, d)
    await journaliser(tx, ctx, d.sens === 'accepte' ? 'bilan.accepte' : 'bilan.renvoye', b.dossierId, {
      bilan: b.id,
      depot: d.depot,
      ...(d.remarque && { remarque: d.remarque }),
    })
    return ok(undefined)
  })

async function inscrire(tx: Tx, ctx: ContexteActeur, b: BilanALire, d: DemandeLecture) {
  await tx
    .updateTable('bilan_depot')
    .set({ lecture: d.sens, remarque: d.remarque, lu_par: ctx.acteur.compteId, lu_le: ctx.instant })
    .where('guichet_id', '=', ctx.guichetId)
    .where('bilan_id', '=', b.id)
    .where('rang', '=', d.depot)
    .execute()
  await tx.updateTable('bilan').set({ etat: d.sens }).where('guichet_id', '=', ctx.guichetId).where('id', '=', b.id).execute()
}

async function prevenir(tx: Tx, ctx: ContexteActeur, b: BilanALire, d: DemandeLecture) {
  const { long } = nomPeriode(b.fin, b.appel.suivi.cadence_mois)
  const renvoye = d.sens === 'renvoye'
  const phrases = [
    renvoye
      ? `Le bilan du dossier ${b.numero} («\u00a0${b.titre}\u00a0»), ${long}, est à reprendre. Il ne compte plus tant qu’il n’est pas déposé de nouveau.`
      : `Le bilan du dossier ${b.numero} («\u00a0${b.titre}\u00a0»), ${long}, est accepté.`,
    ...(d.remarque ? [`Remarque du service\u00a0: ${d.remarque}`] : []),
  ]
  for (const destinataire of await adressesDuProjet(tx, ctx.guichetId, b.dossierId))
    await ecrireCourriel(tx, ctx, {
      cle: `bilan-lu-${b.id}-${d.depot}-${destinataire}`,
      destinataire,
      sujet: `Dossier ${b.numero}\u00a0: bilan ${renvoye ? 'à reprendre' : 'accepté'}`,
      phrases,
      signe: b.appel.regime.service.nom,
      lien: paths.bilans.voir(b.dossierId, b.id),
      dossierId: b.dossierId,
    })
}
