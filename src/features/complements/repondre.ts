import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { peut, relation } from '../decret/index.ts'
import { noterDelai } from '../delais/index.ts'
import { type Depose, ecrireDepot } from '../depot/index.ts'
import { type Dossier, depotDe, piecesDe, trouverDossier, verdictsDuDepot } from '../dossiers/index.ts'
import { lireRegles } from '../examen/index.ts'
import { journaliser } from '../journal/index.ts'
import { commeAuDepot } from '../recevabilite/index.ts'
import type { Verdict } from '../verdicts/index.ts'

export const REPONSE_MAX = 2000
export type RefusReponse =
  | { motif: 'introuvable' }
  | { motif: 'interdit' }
  /** Nothing waits for an answer: it was sent already, or the request was withdrawn. */
  | { motif: 'rien' }
  | { motif: 'vide' }
  | { motif: 'trop_long'; longueur: number }
  | { motif: 'bloque'; verdicts: Verdict[]; illisibles: string[] }

/** Whether something was changed since the filing that stands. */
const aChange = (d: Dossier, depot: { reponses: unknown; pieces: readonly string[] }, pieces: readonly string[]) => {
  const { valeurs, lignes } = depot.reponses as { valeurs: object; lignes?: object }
  const memes = JSON.stringify([trier(valeurs), lignes ?? {}]) === JSON.stringify([trier(d.contenu.valeurs), d.contenu.lignes])
  return !memes || [...depot.pieces].sort().join() !== [...pieces].sort().join()
}
const trier = (o: object) => Object.entries(o).sort(([a], [b]) => (a < b ? -1 : 1))

/**
 * Sends the complements asked: a new version of the filing with its receipt, while the dossier stays in instruction. Late answers are taken: the service
 * sees that they are. Sent twice, the second finds nothing to answer.
 */
export const envoyerComplements = (ctx: ContexteActeur, d: { dossierId: string; reponse: string }): Promise<Result<Depose, RefusReponse>> =>
  enTransaction(ctx, async tx => {
    const dossier = await trouverDossier(tx, ctx, d.dossierId, { verrou: true })
    if (!dossier) return err({ motif: 'introuvable' })
    if (!peut(relation(ctx.acteur, dossier), 'envoyer_complement', { dossier: 'en_instruction' })) return err({ motif: 'interdit' })
    // locked first and read after: an answer that has just been sent is seen
    const { complement, deposeLe } = (await trouverDossier(tx, ctx, d.dossierId)) ?? dossier
    const avant = await depotDe(tx, ctx.guichetId, dossier.id)
    if (!complement || !deposeLe || !avant) return err({ motif: 'rien' })
    if (d.reponse.length > REPONSE_MAX) return err({ motif: 'trop_long', longueur: d.reponse.length })
    const pieces = (await piecesDe(tx, ctx.guichetId, dossier.id)).map(p => p.id)
    if (!d.reponse && !aChange(dossier, avant, pieces)) return err({ motif: 'vide' })
    // rules about dates speak of the day of the reception
    // and what they say of the porteur's other dossiers is what was known at the filing
    const commeDepose = { ...dossier, autres: avant.autres }
    const lue = lireRegles(commeDepose, deposeLe)
    const jugees = new Set((await verdictsDuDepot(tx, ctx.guichetId, avant.id)).map(v => v.regle))
    const lecture = { ...lue, verdicts: commeAuDepot(lue.appel, lue.verdicts, jugees) }
    const ouvertes = new Set(complement.points.map(p => p.etape))
    const verdicts = lecture.verdicts.filter(v => v.bloquant && ouvertes.has(v.etape))
    const illisibles = Object.keys(dossier.contenu.illisibles)
    if (verdicts.length + illisibles.length > 0) return err({ motif: 'bloque', verdicts, illisibles })
    const depose = await ecrireDepot(tx, ctx, commeDepose, lecture, { complements: true })
    await tx
      .updateTable('complement')
      .set({
        repondu_le: ctx.instant,
        repondu_par: ctx.acteur.compteId,
        reponse: d.reponse || null,
        reponses: JSON.stringify(dossier.contenu),
        pieces,
      })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', complement.id)
      .execute()
    await noterDelai(tx, ctx, dossier.id)
    const { id, numero, echeance } = complement
    await journaliser(tx, ctx, 'dossier.complements_envoyes', dossier.id, { complement: id, numero, enRetard: ctx.instant > echeance })
    return ok(depose)
  })
