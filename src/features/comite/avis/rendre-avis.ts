import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import {
  type AvisRendu,
  avisRendus,
  comprendreAvis,
  type ErreursAvis,
  haussesEnAttente,
  montantsProposes,
  type SaisieAvis,
} from '../../instances/index.ts'
import { journaliser } from '../../journal/index.ts'
import { dossierPour, type RefusComite } from '../acte.ts'
import { quorumDeSeance, votantsDe } from '../pouvoirs.ts'
import { sansVoix } from '../seance.ts'

export type DemandeAvis = {
  seanceId: string
  dossierId: string
  saisie: SaisieAvis
  /** The revision of the opinion that the page showed; « » when there was none. */
  vue: string
}
export type RefusRendu =
  | RefusComite
  | { motif: 'saisie'; errors: ErreursAvis }
  /** Somebody else has written it meanwhile. */
  | { motif: 'autre'; rendu: AvisRendu | undefined }
  /** It is decided: an opinion comes before. */
  | { motif: 'decide' }
  | { motif: 'quorum'; comptes: number; quorum: number }

/** Whether a dossier still waits for what bodies say: it is not decided, or an amendment would raise its aid. */
export const attendAvis = async (tx: Tx, guichetId: string, { id, etat }: { id: string; etat: string }) =>
  etat === 'au_comite' || (await haussesEnAttente(tx, guichetId, { dossiers: [id] })).has(id)

/** Put off without a vote. */
const reporteSansVote = (s: SaisieAvis) => s.sens === 'reporte' && [s.pour, s.contre, s.abstention, s.sans_vote].every(n => n === '')

/**
 * Writes what a body says of a dossier, in its séance: votes counted against those who have a voice on it. It is written again as long as the séance is open; nothing of it is
 * told outside before the decision is.
 */
export const rendreAvis = (ctx: ContexteActeur, d: DemandeAvis): Promise<Result<void, RefusRendu>> =>
  enTransaction(ctx, async tx => {
    const lue = await dossierPour(tx, ctx, 'decider', d)
    if (!lue.ok) return lue
    const { s, inscrit } = lue.value
    if (!s.instance.avis) return err({ motif: 'interdit' })
    if (!(await attendAvis(tx, ctx.guichetId, inscrit))) return err({ motif: 'decide' })
    const rendu = (await avisRendus(tx, ctx.guichetId, [inscrit.id])).find(a => a.seanceId === s.id)
    if (String(rendu?.revision ?? '') !== d.vue) return err({ motif: 'autre', rendu })
    const quorum = quorumDeSeance(s, sansVoix(s, inscrit.id))
    // nobody is enough to say anything, but a séance that is not may put a dossier off
    if (!quorum.atteint && !reporteSansVote(d.saisie)) return err({ motif: 'quorum', ...quorum })
    const { presents, pouvoirs } = quorum.atteint ? votantsDe(s, inscrit.id) : { presents: [], pouvoirs: [] }
    const compris = comprendreAvis(d.saisie, { votants: presents.length + pouvoirs.length, parPouvoir: pouvoirs.length })
    if (!compris.ok) return err({ motif: 'saisie', errors: compris.errors })
    const { sens, pour, contre, abstention, sansVote, raison } = compris.value
    const montant = (await montantsProposes(tx, ctx.guichetId, [inscrit.id])).get(inscrit.id) ?? 0
    const dit = {
      ...{ sens, pour, contre, abstention, sans_vote: sansVote, votants: presents.map(m => m.id), montant, raison },
      ...{ representes: pouvoirs.map(p => p.membre.id), mandataires: pouvoirs.map(p => p.par.id) },
      ...{ depot_id: inscrit.depotId, rendu_par: ctx.acteur.compteId, rendu_le: ctx.instant },
    }
    const id = rendu?.id ?? nouvelId()
    await tx
      .insertInto('avis_instance')
      .values({ id, guichet_id: ctx.guichetId, seance_id: s.id, dossier_id: inscrit.id, ...dit })
      .onConflict(oc => oc.columns(['seance_id', 'dossier_id']).doUpdateSet({ ...dit, revision: (rendu?.revision ?? 0) + 1 }))
      .execute()
    await journaliser(tx, ctx, 'comite.avis_rendu', inscrit.id, {
      ...{ seance: s.id, instance: s.instance.code, avis: id, sens, pour, contre, abstention, sans_vote: sansVote, montant },
      votants: presents.map(m => m.compteId),
      ...(pouvoirs.length > 0 ? { pouvoirs: pouvoirs.map(p => ({ de: p.membre.compteId, a: p.par.compteId })) } : {}),
    })
    return ok(undefined)
  })
